using System.Globalization;
using System.Net;
using DarkSwap.Hosting.Configuration;
using DarkSwap.Hosting.Node;

namespace DarkSwap.Gateway.Edge;

/// <summary>What the operator has said about the edge. Single values have passed the configuration's rules; here is what must hold between them.</summary>
internal sealed record EdgeSettings
{
    public const string CertificateKey = "tls:certificate";
    public const string PrivateKeyKey = "tls:key";
    public const string BehindProxyKey = "tls:behindProxy";

    private const int DefaultConnections = 2048;
    private const int DefaultConnectionsPerAddress = 256;
    private const int DefaultPublicDrainSeconds = 3;
    private const int DefaultRequestSeconds = 150;

    /// <summary>Files in PEM: the certificate with its intermediates, and its key. Null: plain HTTP.</summary>
    public (string Certificate, string Key)? Tls { get; private init; }

    /// <summary>A listed proxy speaks TLS with the callers.</summary>
    public bool IsBehindProxy { get; private init; }

    public required TrustedProxies Proxies { get; init; }

    /// <summary>Origins whose pages may read answers.</summary>
    public IReadOnlyList<string> CorsOrigins { get; private init; } = [];

    public int MaximumConnections { get; private init; }

    /// <summary>Of one source, loopback included; listed proxies are not counted.</summary>
    public int MaximumConnectionsPerAddress { get; private init; }

    /// <summary>How long it goes on serving after it has said that it is no longer ready.</summary>
    public TimeSpan Drain { get; private init; }

    /// <summary>How long a request may take as a whole: longer than the longest silence that one of them allows.</summary>
    public TimeSpan RequestTime { get; private init; }

    /// <exception cref="StartRefusedException">The values do not go together.</exception>
    public static EdgeSettings Of(IConfiguration configuration)
    {
        var certificate = configuration[CertificateKey];
        var key = configuration[PrivateKeyKey];
        if (string.IsNullOrEmpty(certificate) != string.IsNullOrEmpty(key))
        {
            throw new StartRefusedException($"{CertificateKey} and {PrivateKeyKey} go together: one file in PEM each");
        }

        var settings = new EdgeSettings
        {
            Tls = string.IsNullOrEmpty(certificate) ? null : (certificate, key!),
            IsBehindProxy = string.Equals(configuration[BehindProxyKey], bool.TrueString, StringComparison.OrdinalIgnoreCase),
            Proxies = TrustedProxies.Of(configuration),
            CorsOrigins = [.. configuration.GetSection("cors:origins").GetChildren().Select(child => child.Value).OfType<string>()],
            MaximumConnections = Number(configuration, "gateway:connections:maximum", DefaultConnections),
            MaximumConnectionsPerAddress = Number(configuration, "gateway:connections:maximumPerAddress", DefaultConnectionsPerAddress),
            RequestTime = TimeSpan.FromSeconds(Number(configuration, "gateway:timeLimits:whole", DefaultRequestSeconds)),
            Drain = TimeSpan.FromSeconds(Number(configuration, "gateway:drainSeconds", IsPublic(configuration) ? DefaultPublicDrainSeconds : 0)),
        };
        return settings switch
        {
            { IsBehindProxy: true, Proxies.Networks.Count: 0 } => throw new StartRefusedException($"{BehindProxyKey} needs the proxy's address in {TrustedProxies.Section}"),
            { IsBehindProxy: true, Tls: not null } => throw new StartRefusedException($"{BehindProxyKey} is for plain HTTP: leave it out, or {CertificateKey} and {PrivateKeyKey}"),
            _ => settings,
        };
    }

    private static bool IsPublic(IConfiguration configuration) =>
        ApiEndpoint.TryParse(configuration[ApiEndpoint.Key] ?? ApiEndpoint.Default, out var endpoint) && !IPAddress.IsLoopback(endpoint.Address);

    private static int Number(IConfiguration configuration, string key, int usual) =>
        configuration[key] is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
}
