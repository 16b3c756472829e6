using DarkSwap.Hosting.OpenApi;
using DarkSwap.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.Swagger;

namespace DarkSwap.Architecture.Tests.Composition;

/// <summary>The document that is checked in says what the services serve. With DARKSWAP_UPDATE_OPENAPI=1 this test writes it instead.</summary>
public sealed class OpenApiTests(StandaloneComposition composition) : IClassFixture<StandaloneComposition>
{
    private const string UpdateVariable = "DARKSWAP_UPDATE_OPENAPI";

    [Fact]
    public async Task The_checked_in_document_is_what_the_services_serve()
    {
        var path = RepositoryFolder.File("contracts", "openapi", "darkswap-v1.json");
        var provider = composition.Application.Services.GetRequiredService<ISwaggerProvider>();
        var served = $"{(await provider.GetSwagger("v1").SerializeAsJsonAsync(OpenApiDocuments.Version)).ReplaceLineEndings("\n")}\n";
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            await File.WriteAllTextAsync(path, served);
            return;
        }

        served.ShouldBe(await File.ReadAllTextAsync(path), $"run the tests of this project with {UpdateVariable}=1, look at what changed in {path}, and make the SDKs anew with contracts/sdk/generate");
    }
}
