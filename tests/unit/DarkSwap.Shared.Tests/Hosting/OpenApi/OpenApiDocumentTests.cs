using System.Net.Http.Json;
using System.Text.Json;
using DarkSwap.Shared.Tests.Hosting.Samples;
using DarkSwap.Testing.Hosting;

namespace DarkSwap.Shared.Tests.Hosting.OpenApi;

public sealed class OpenApiDocumentTests : IAsyncLifetime
{
    private ModuleTestHost host = null!;

    public async Task InitializeAsync() => host = await ModuleTestHost.StartAsync<WebModule>(CancellationToken.None);

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Amounts_are_strings()
    {
        var properties = (await ReadAsync()).GetProperty("components").GetProperty("schemas").GetProperty("Thing").GetProperty("properties");

        properties.GetProperty("amount").GetProperty("type").GetString().ShouldBe("string");
        properties.GetProperty("satoshis").GetProperty("type").GetString().ShouldBe("string");
    }

    [Fact]
    public async Task A_write_names_what_its_host_answers()
    {
        var operation = (await ReadAsync()).GetProperty("paths").GetProperty("/api/v1/things").GetProperty("post");

        operation.GetProperty("responses").EnumerateObject().Select(response => response.Name).ShouldBe(["200", "400", "401", "403", "413", "415", "429", "500", "502", "503", "504"], ignoreOrder: true);
        operation.GetProperty("security")[0].EnumerateObject().Single().Name.ShouldBe("bearer");
        operation.GetProperty("security")[0].GetProperty("bearer")[0].GetString().ShouldBe("orders:write");
    }

    [Fact]
    public async Task The_page_needs_nothing_from_elsewhere()
    {
        var page = await host.Anonymous.GetStringAsync(new Uri(host.BaseAddress, "/docs/index.html"));

        page.ShouldContain("DarkSwap API");
        page.ShouldNotContain("https://");
        (await host.Anonymous.GetAsync(new Uri(host.BaseAddress, "/docs/swagger-ui-bundle.js"))).EnsureSuccessStatusCode();
    }

    private Task<JsonElement> ReadAsync() => host.Anonymous.GetFromJsonAsync<JsonElement>(new Uri(host.BaseAddress, "/openapi/v1.json"));
}
