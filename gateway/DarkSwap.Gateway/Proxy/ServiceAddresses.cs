namespace DarkSwap.Gateway.Proxy;

/// <summary>Where each service answers: <c>gateway:services:&lt;name&gt;</c>, one base URL or several with commas between them.</summary>
internal static class ServiceAddresses
{
    public const string Section = "gateway:services";

    private static readonly Dictionary<string, int> UsualPorts = new()
    {
        [ServiceRoutes.Connectivity] = 8081,
        [ServiceRoutes.Orderbook] = 8082,
        [ServiceRoutes.Trade] = 8083,
        [ServiceRoutes.Psbt] = 8084,
    };

    public static IReadOnlyList<Uri> Of(string service, IConfiguration configuration) =>
    [
        .. (configuration[$"{Section}:{service}"] is { Length: > 0 } text ? text : $"http://127.0.0.1:{UsualPorts[service]}")
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(address => new Uri(address)),
    ];
}
