namespace DarkSwap.Gateway.Proxy;

/// <summary>Paths that one service answers.</summary>
/// <param name="Path">Below the API's base path; <c>{**rest}</c> is everything below it, and it itself.</param>
/// <param name="Service">Name of the service's module.</param>
internal sealed record ServiceRoute(string Path, string Service, RouteKind Kind);
