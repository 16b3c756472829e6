using DarkSwap.Hosting.Node;

namespace DarkSwap.Gateway.Proxy;

/// <summary>Which service answers what. Paths that are not here are the gateway's own, or nobody's.</summary>
internal static class ServiceRoutes
{
    public const string Connectivity = "connectivity";
    public const string Orderbook = "orderbook";
    public const string Trade = "trade";
    public const string Psbt = "psbt";

    private const string Rest = "/{**rest}";

    public static IReadOnlyList<string> Services { get; } = [Connectivity, Orderbook, Trade, Psbt];

    /// <summary>The narrower path wins, as everywhere in routing.</summary>
    public static IReadOnlyList<ServiceRoute> All { get; } =
    [
        new("/orders/{**rest}", Orderbook, RouteKind.Ordinary),
        new("/markets/{**rest}", Orderbook, RouteKind.Ordinary),
        new("/orderbook/{**rest}", Orderbook, RouteKind.Ordinary),
        new("/trades/{**rest}", Trade, RouteKind.Ordinary),
        new("/trades/{tradeId}/signatures", Trade, RouteKind.Signing),
        new("/psbts/{**rest}", Psbt, RouteKind.Psbts),
        new("/coins/{**rest}", Psbt, RouteKind.Ordinary),
        new("/fees/{**rest}", Psbt, RouteKind.Ordinary),
        new("/assets/{**rest}", Psbt, RouteKind.Ordinary),
        new("/network/{**rest}", Connectivity, RouteKind.Ordinary),
        new("/network/signaling", Connectivity, RouteKind.Stream),
        .. Services.Select(service => new ServiceRoute($"/dead-letters/{service}/{{**rest}}", service, RouteKind.Ordinary)),
    ];

    /// <summary>The service to which a path goes, by the prefix that is its route's; null for the gateway's own.</summary>
    /// <param name="path">With the base path; may be a template.</param>
    public static string? FindService(string path) =>
        path.StartsWith(NodeApplication.BasePath, StringComparison.Ordinal)
            ? All.FirstOrDefault(route => IsBelow(path[NodeApplication.BasePath.Length..], route.Path.Replace(Rest, string.Empty, StringComparison.Ordinal)))?.Service
            : null;

    private static bool IsBelow(string path, string prefix) =>
        path.StartsWith(prefix, StringComparison.Ordinal) && (path.Length == prefix.Length || path[prefix.Length] == '/');
}
