using System.Text.Json.Nodes;
using DarkSwap.Connectivity;
using DarkSwap.Gateway;
using DarkSwap.Gateway.OpenApi;
using DarkSwap.Gateway.Proxy;
using DarkSwap.Hosting.Modules;
using DarkSwap.Hosting.Node;
using DarkSwap.Hosting.OpenApi;
using DarkSwap.Orderbook;
using DarkSwap.Psbt;
using DarkSwap.Testing;
using DarkSwap.Trade;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace DarkSwap.Architecture.Tests.Composition;

/// <summary>What a gateway makes of the documents of services that run alone.</summary>
public sealed class MergedOpenApiTests(StandaloneComposition composition) : IClassFixture<StandaloneComposition>
{
    [Fact]
    public async Task Is_the_standalone_nodes_document()
    {
        var whole = await ReadAsync(composition.Application);
        JsonObject[] parts =
        [
            await ReadAloneAsync(ModuleRegistration.Of<GatewayModule>()),
            await PartOfAsync(ModuleRegistration.Of<ConnectivityModule>()),
            await PartOfAsync(ModuleRegistration.Of<OrderbookModule>()),
            await PartOfAsync(ModuleRegistration.Of<TradeModule>()),
            await PartOfAsync(ModuleRegistration.Of<PsbtModule>()),
        ];

        var merged = OpenApiMerge.Join(parts);

        DifferencesOf(merged, whole, "$").ShouldBeEmpty();
    }

    private static async Task<JsonObject> PartOfAsync(ModuleRegistration module) =>
        OpenApiMerge.Select(await ReadAloneAsync(module), path => ServiceRoutes.FindService(path) == module.Name);

    private static async Task<JsonObject> ReadAloneAsync(ModuleRegistration module)
    {
        using var folder = new TemporaryFolder();
        await using var application = NodeApplication.Build([module], new Dictionary<string, string?> { ["data"] = folder.Path, ["api"] = "127.0.0.1:0" });
#pragma warning disable ASP0014 // A started host does this by itself.
        application.UseEndpoints(_ => { });
#pragma warning restore ASP0014
        return await ReadAsync(application);
    }

    private static async Task<JsonObject> ReadAsync(WebApplication application) =>
        JsonNode.Parse((await application.Services.GetRequiredService<OwnOpenApiDocument>().GetAsync(CancellationToken.None)).Span)!.AsObject();

    /// <summary>Where they differ; the order of properties says nothing.</summary>
    private static IEnumerable<string> DifferencesOf(JsonNode? merged, JsonNode? whole, string place) =>
        merged is JsonObject left && whole is JsonObject right
            ? left.Select(property => property.Key).Union(right.Select(property => property.Key)).SelectMany(name => DifferencesOf(left[name], right[name], $"{place}.{name}"))
            : JsonNode.DeepEquals(merged, whole) ? [] : [$"{place}: {Shorten(merged)} instead of {Shorten(whole)}"];

    private static string Shorten(JsonNode? node) => node?.ToJsonString() is { Length: > 200 } text ? $"{text[..200]}…" : node?.ToJsonString() ?? "nothing";
}
