using Microsoft.Extensions.Configuration;

namespace DarkSwap.Hosting.Configuration;

/// <summary>The keys that every node knows: refused by name where a value does not fit or a key of the libp2p and WebRTC sections is unknown.</summary>
public static class ConfigurationRules
{
    private static readonly ConfigurationKind.Flag Flag = new();
    private static readonly ConfigurationKind.Secret Secret = new(512);
    private static readonly ConfigurationKind.HttpUrls HttpUrls = new();
    private static readonly ConfigurationKind.Number PerSecond = new(1, 1_000_000);
    private static readonly ConfigurationKind.Number TimeLimitSeconds = new(1, 600);

    /// <summary>List positions are written <c>*</c>.</summary>
    private static readonly Dictionary<string, ConfigurationKind> Keys = new(StringComparer.OrdinalIgnoreCase)
    {
        ["network"] = new ConfigurationKind.Choice([.. NodeOptions.Networks]),
        ["bitcoinRpc"] = new ConfigurationKind.HttpUrl(),
        ["broker"] = new ConfigurationKind.BrokerUrl(),
        ["perf"] = Flag,
        ["api"] = new ConfigurationKind.Endpoint(),
        ["authentication:keysUrl"] = new ConfigurationKind.HttpUrl(),
        ["authentication:audience"] = new ConfigurationKind.Secret(128),
        ["libp2p:listenAddresses:*"] = new ConfigurationKind.Multiaddress(),
        ["libp2p:bootstrapPeers:*"] = new ConfigurationKind.Multiaddress(),
        ["libp2p:announceAddresses:*"] = new ConfigurationKind.Multiaddress(),
        ["libp2p:exemptSubnets:*"] = new ConfigurationKind.NetworkAddress(),
        ["libp2p:blockedSubnets:*"] = new ConfigurationKind.NetworkAddress(),
        ["libp2p:dialedSubnets:*"] = new ConfigurationKind.NetworkAddress(),
        ["libp2p:limits:connections"] = new ConfigurationKind.Number(16, 100_000),
        ["libp2p:limits:connectionsPerAddress"] = new ConfigurationKind.Number(1, 100_000),
        ["libp2p:limits:connectionsPerSubnet"] = new ConfigurationKind.Number(1, 100_000),
        ["libp2p:limits:handshakesPerSubnet"] = new ConfigurationKind.Number(1, 1_024),
        ["libp2p:limits:mebibytesPerPeer"] = new ConfigurationKind.Number(1, 1_024),
        ["libp2p:limits:highWater"] = new ConfigurationKind.Number(0, 100_000),
        ["libp2p:limits:lowWater"] = new ConfigurationKind.Number(0, 100_000),
        ["libp2p:webSockets:certificate"] = new ConfigurationKind.ReadableFile(),
        ["libp2p:webSockets:key"] = new ConfigurationKind.ReadableFile(),
        ["libp2p:webSockets:authorities"] = new ConfigurationKind.ReadableFile(),
        ["libp2p:proxies:proxyProtocol:*"] = new ConfigurationKind.NetworkAddress(),
        ["libp2p:proxies:forwardedFor:*"] = new ConfigurationKind.NetworkAddress(),
        ["libp2p:dns:servers:*"] = new ConfigurationKind.DnsServer(),
        ["libp2p:dht:enabled"] = Flag,
        ["libp2p:dht:clientMode"] = Flag,
        ["libp2p:dht:kBucketSize"] = new ConfigurationKind.Number(1, 100),
        ["libp2p:dht:recordTTL"] = new ConfigurationKind.Number(1, 168),
        ["libp2p:relay:enabled"] = Flag,
        ["libp2p:relay:autoRelay"] = Flag,
        ["libp2p:relay:hop"] = Flag,
        ["libp2p:relay:active"] = Flag,
        ["libp2p:relay:discovery"] = Flag,
        ["webrtc:iceServers:*:urls"] = new ConfigurationKind.IceUrl(),
        ["webrtc:iceServers:*:username"] = Secret,
        ["webrtc:iceServers:*:credential"] = Secret,
        ["webrtc:iceTransportPolicy"] = new ConfigurationKind.Choice("all", "relay"),
        ["webrtc:bundlePolicy"] = new ConfigurationKind.Choice("balanced", "max-bundle", "max-compat"),
        ["webrtc:rtcpMuxPolicy"] = new ConfigurationKind.Choice("require"),
        ["webrtc:iceCandidatePoolSize"] = new ConfigurationKind.Number(0, 255),
        ["gateway:services:connectivity"] = HttpUrls,
        ["gateway:services:orderbook"] = HttpUrls,
        ["gateway:services:trade"] = HttpUrls,
        ["gateway:services:psbt"] = HttpUrls,
        ["tls:certificate"] = new ConfigurationKind.ReadableFile(),
        ["tls:key"] = new ConfigurationKind.ReadableFile(),
        ["tls:behindProxy"] = Flag,
        ["cors:origins:*"] = new ConfigurationKind.Origin(),
        ["gateway:trustedProxies:*"] = new ConfigurationKind.NetworkAddress(),
        ["gateway:drainSeconds"] = new ConfigurationKind.Number(0, 60),
        ["gateway:connections:maximum"] = new ConfigurationKind.Number(16, 100_000),
        ["gateway:connections:maximumPerAddress"] = new ConfigurationKind.Number(1, 100_000),
        ["gateway:rateLimits:enabled"] = Flag,
        ["gateway:rateLimits:openStreams"] = new ConfigurationKind.Number(1, 10_000),
        ["gateway:rateLimits:ownFactor"] = new ConfigurationKind.Number(1, 1000),
        ["gateway:rateLimits:places"] = new ConfigurationKind.Number(64, 4_194_304),
        ["gateway:rateLimits:read:perSecond"] = PerSecond,
        ["gateway:rateLimits:read:burst"] = PerSecond,
        ["gateway:rateLimits:write:perSecond"] = PerSecond,
        ["gateway:rateLimits:write:burst"] = PerSecond,
        ["gateway:rateLimits:expensive:perSecond"] = PerSecond,
        ["gateway:rateLimits:expensive:burst"] = PerSecond,
        ["gateway:rateLimits:authentication:perSecond"] = PerSecond,
        ["gateway:rateLimits:authentication:burst"] = PerSecond,
        ["gateway:rateLimits:stream:perSecond"] = PerSecond,
        ["gateway:rateLimits:stream:burst"] = PerSecond,
        ["gateway:rateLimits:failures:perSecond"] = PerSecond,
        ["gateway:rateLimits:failures:burst"] = PerSecond,
        ["gateway:timeLimits:ordinary"] = TimeLimitSeconds,
        ["gateway:timeLimits:signing"] = TimeLimitSeconds,
        ["gateway:timeLimits:psbts"] = TimeLimitSeconds,
        ["gateway:timeLimits:stream"] = TimeLimitSeconds,
        ["gateway:timeLimits:whole"] = TimeLimitSeconds,
    };

    /// <summary>Sections that hold these keys and no others.</summary>
    private static readonly string[] ClosedSections = ["libp2p:", "webrtc:", "tls:", "cors:", "gateway:services:", "gateway:timeLimits:", "gateway:connections:", "gateway:rateLimits:"];

    /// <summary>Sections of parts that are not built: their keys are checked, but nothing reads them.</summary>
    private static readonly string[] NotInEffect = ["libp2p:dht:", "libp2p:relay:", "webrtc:"];

    /// <summary>One line per value that is refused.</summary>
    public static IReadOnlyList<string> FindErrors(IConfiguration configuration)
    {
        var errors = new List<string>();
        foreach (var (key, value) in SetKeys(configuration))
        {
            if (!Keys.TryGetValue(Pattern(key), out var kind))
            {
                if (ClosedSections.Any(section => key.StartsWith(section, StringComparison.OrdinalIgnoreCase)))
                {
                    errors.Add($"{key} is not a known key");
                }
            }
            else if (kind.Refuse(value) is { } reason)
            {
                errors.Add(kind.IsSecret ? $"{key} {reason}" : $"{key} {reason}, not '{Shorten(value)}'");
            }
        }

        return errors;
    }

    /// <summary>Keys that somebody has set and that change nothing yet.</summary>
    public static IReadOnlyList<string> FindNotInEffect(IConfiguration configuration) =>
        [.. SetKeys(configuration).Select(pair => pair.Key).Where(key => NotInEffect.Any(section => key.StartsWith(section, StringComparison.OrdinalIgnoreCase)))];

    private static IEnumerable<(string Key, string Value)> SetKeys(IConfiguration configuration) =>
        from pair in configuration.AsEnumerable()
        where !string.IsNullOrEmpty(pair.Value)
        orderby pair.Key
        select (AsDocumented(pair.Key), pair.Value);

    /// <summary>The key as it is documented: environment variables often come in capitals.</summary>
    private static string AsDocumented(string key)
    {
        var parts = key.Split(':');
        var known = Keys.Keys.FirstOrDefault(name => string.Equals(name, Pattern(key), StringComparison.OrdinalIgnoreCase))?.Split(':');
        return known is null ? key : string.Join(':', known.Select((part, index) => part == "*" ? parts[index] : part));
    }

    private static string Pattern(string key) =>
        string.Join(':', key.Split(':').Select(part => part.Length > 0 && part.All(char.IsAsciiDigit) ? "*" : part));

    private static string Shorten(string value) => value.Length <= 80 ? value : $"{value[..80]}…";
}
