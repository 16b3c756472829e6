using System.Text.Json;
using DarkSwap.Connectivity;
using DarkSwap.Gateway;
using DarkSwap.Gateway.Proxy;
using DarkSwap.Hosting.Modules;
using DarkSwap.Hosting.Node;
using DarkSwap.Orderbook;
using DarkSwap.Psbt;
using DarkSwap.Testing;
using DarkSwap.Trade;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace DarkSwap.Architecture.Tests.Composition;

/// <summary>The gateway's table of routes beside what the modules map.</summary>
public sealed class GatewayRouteTests
{
    private static readonly ModuleRegistration[] Modules =
    [
        ModuleRegistration.Of<GatewayModule>(), ModuleRegistration.Of<ConnectivityModule>(), ModuleRegistration.Of<OrderbookModule>(),
        ModuleRegistration.Of<TradeModule>(), ModuleRegistration.Of<PsbtModule>(),
    ];

    [Fact]
    public async Task Every_path_of_the_contract_goes_to_the_service_that_maps_it()
    {
        var endpoints = await ReadEndpointsAsync();
        using var contract = JsonDocument.Parse(await File.ReadAllTextAsync(RepositoryFolder.File("contracts", "openapi", "darkswap-v1.json")));
        var wrong = new List<string>();
        foreach (var path in contract.RootElement.GetProperty("paths").EnumerateObject().Select(path => path.Name))
        {
            var maps = endpoints.Where(endpoint => WithoutNames(endpoint.Path) == WithoutNames(path)).Select(endpoint => endpoint.Module).Distinct().ToList();
            var goes = FindRoute(path)?.Service ?? GatewayModule.Name;

            // What the host maps for every module alike is told apart by the name in the path itself.
            if (!maps.Contains(goes))
            {
                wrong.Add($"{path} goes to {goes} but is mapped by {string.Join(", ", maps)}");
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_route_takes_bodies_as_large_as_its_operations_do()
    {
        var wrong = from endpoint in await ReadEndpointsAsync()
                    where endpoint.MaximumBodyBytes is not null
                    let route = FindRoute(endpoint.Path)
                    where route?.Kind.MaximumBodyBytes != endpoint.MaximumBodyBytes
                    select $"{endpoint.Path} takes {endpoint.MaximumBodyBytes} bytes, its route {route?.Kind.MaximumBodyBytes}";

        wrong.ShouldBeEmpty();
    }

    /// <summary>The narrowest route that takes a path in which values stand for its parameters, as routing would choose.</summary>
    private static ServiceRoute? FindRoute(string path)
    {
        var value = WithoutNames(path).Replace("{}", "1", StringComparison.Ordinal);
        return ServiceRoutes.All
            .Where(route => new TemplateMatcher(TemplateParser.Parse(NodeApplication.BasePath + route.Path), []).TryMatch(value, []))
            .OrderBy(route => route.Path.Contains("**", StringComparison.Ordinal))
            .FirstOrDefault();
    }

    private static string WithoutNames(string path) =>
        string.Join('/', path.Split('/').Select(segment => segment.StartsWith('{') ? "{}" : segment));

    private static async Task<IReadOnlyList<Mapped>> ReadEndpointsAsync()
    {
        var mapped = new List<Mapped>();
        foreach (var module in Modules)
        {
            using var folder = new TemporaryFolder();
            await using var application = NodeApplication.Build([module], new Dictionary<string, string?> { ["data"] = folder.Path, ["api"] = "127.0.0.1:0" });
            mapped.AddRange(((IEndpointRouteBuilder)application).DataSources
                .SelectMany(source => source.Endpoints)
                .OfType<RouteEndpoint>()
                .Select(endpoint => new Mapped(
                    module.Name,
                    $"/{endpoint.RoutePattern.RawText!.Trim('/')}",
                    (endpoint.Metadata.GetMetadata<RequestSizeLimitAttribute>() as Microsoft.AspNetCore.Http.Metadata.IRequestSizeLimitMetadata)?.MaxRequestBodySize)));
        }

        return mapped;
    }

    private sealed record Mapped(string Module, string Path, long? MaximumBodyBytes);
}
