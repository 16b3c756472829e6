namespace DarkSwap.Hosting.Security;

/// <summary>Who may call an endpoint: each policy asks for the scope of its name. Every endpoint names exactly one of these, or <c>AllowAnonymous</c>; a host with an endpoint that does not refuses to start.</summary>
public static class AccessPolicies
{
    public const string OrdersWrite = "orders:write";
    public const string TradesRead = "trades:read";
    public const string TradesWrite = "trades:write";
    public const string PsbtsWrite = "psbts:write";
    public const string CoinsRead = "coins:read";
    public const string CoinsWrite = "coins:write";
    public const string NetworkWrite = "network:write";
    public const string EventsRead = "events:read";

    /// <summary>API keys, dead letters: what changes who may do what, or what was lost.</summary>
    public const string Administration = "administration";

    /// <summary>The operator's scopes, in the order in which tokens name them.</summary>
    public static IReadOnlyList<string> All { get; } =
        [OrdersWrite, TradesRead, TradesWrite, PsbtsWrite, CoinsRead, CoinsWrite, NetworkWrite, EventsRead, Administration];

    /// <summary>What somebody gets who proves a key: enough for own orders and their trades.</summary>
    public static IReadOnlyList<string> OfUsers { get; } = [OrdersWrite, TradesRead, TradesWrite, PsbtsWrite, EventsRead];
}
