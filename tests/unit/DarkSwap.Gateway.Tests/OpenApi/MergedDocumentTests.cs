using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using DarkSwap.Gateway.OpenApi;
using DarkSwap.Gateway.Tests.Proxy;
using DarkSwap.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace DarkSwap.Gateway.Tests.OpenApi;

public sealed class MergedDocumentTests
{
    [Fact]
    public async Task Says_what_the_services_say_of_themselves_and_what_the_gateway_says_of_itself()
    {
        await using var stack = await ProxyStack.StartAsync();

        var paths = (await ReadAsync(stack.Http)).AsObject()["paths"]!.AsObject();

        paths["/api/v1/orders/slow"]!["post"].ShouldNotBeNull("only the sample service has it");
        paths["/api/v1/events"]!["get"].ShouldNotBeNull();
        paths["/api/v1/auth/challenges"]!["post"].ShouldNotBeNull();
    }

    [Fact]
    public async Task Of_a_service_that_was_never_seen_it_says_what_the_contract_says()
    {
        await using var gateway = await ProxyStack.StartGatewayAsync("http://127.0.0.1:9");

        var document = await ReadAsync(gateway.Anonymous);

        var contract = JsonNode.Parse(await File.ReadAllTextAsync(RepositoryFolder.File("contracts", "openapi", "darkswap-v1.json")))!;
        JsonNode.DeepEquals(document["paths"]!["/api/v1/trades/{tradeId}"], contract["paths"]!["/api/v1/trades/{tradeId}"]).ShouldBeTrue();
        JsonNode.DeepEquals(document["components"]!["schemas"]!["TradeResponse"], contract["components"]!["schemas"]!["TradeResponse"]).ShouldBeTrue();
    }

    [Fact]
    public async Task Of_a_service_that_went_away_it_says_what_that_said_last()
    {
        var time = new ManualTimeProvider();
        await using var services = await DarkSwap.Testing.Hosting.ModuleTestHost.StartAsync<SampleServices>(CancellationToken.None);
        await using var gateway = await ProxyStack.StartGatewayAsync(
            services.BaseAddress.GetLeftPart(UriPartial.Authority), builder => builder.Services.AddSingleton<TimeProvider>(time));
        await ReadAsync(gateway.Anonymous);

        await services.StopAsync(CancellationToken.None);
        time.Advance(TimeSpan.FromHours(1));

        (await ReadAsync(gateway.Anonymous))["paths"]!["/api/v1/orders/slow"].ShouldNotBeNull();
    }

    [Fact]
    public async Task A_reader_that_has_it_is_told_that_it_has_not_changed()
    {
        await using var stack = await ProxyStack.StartAsync();
        using var first = await stack.Http.GetAsync(new Uri(stack.Gateway.BaseAddress, "/openapi/v1.json"));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(stack.Gateway.BaseAddress, "/openapi/v1.json"));
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await stack.Http.SendAsync(request);

        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public void A_service_cannot_speak_for_anothers_paths()
    {
        var document = JsonNode.Parse("""{"paths":{"/api/v1/orders":{"get":{"tags":["orders"]}},"/api/v1/trades":{"get":{"tags":["trades"]}}},"tags":[{"name":"orders"},{"name":"trades"}]}""")!.AsObject();

        var part = OpenApiMerge.Select(document, path => DarkSwap.Gateway.Proxy.ServiceRoutes.FindService(path) == "orderbook");

        part["paths"]!.AsObject().Select(path => path.Key).ShouldBe(["/api/v1/orders"]);
        part["tags"]!.AsArray().Select(tag => (string)tag!["name"]!).ShouldBe(["orders"]);
    }

    [Fact]
    public void A_part_brings_along_all_that_it_refers_to_and_nothing_else()
    {
        var document = JsonNode.Parse(
            """
            {"paths":{"/a":{"get":{"schema":{"$ref":"#/components/schemas/First"}}}},
             "components":{"schemas":{"First":{"items":{"$ref":"#/components/schemas/Second"}},"Second":{"again":{"$ref":"#/components/schemas/First"}},"Third":{}}}}
            """)!.AsObject();

        var part = OpenApiMerge.Select(document, path => path == "/a");

        part["components"]!["schemas"]!.AsObject().Select(schema => schema.Key).ShouldBe(["First", "Second"]);
    }

    private static async Task<JsonNode> ReadAsync(HttpClient http) => (await http.GetFromJsonAsync<JsonNode>(new Uri(http.BaseAddress!, "/openapi/v1.json")))!;
}
