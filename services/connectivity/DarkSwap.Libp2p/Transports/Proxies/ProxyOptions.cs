using System.Net;

namespace DarkSwap.Libp2p.Transports.Proxies;

/// <summary>Which proxies are believed when they say whose connection they pass on. None by default: what anybody else says is not looked at.</summary>
public sealed record ProxyOptions
{
    /// <summary>Proxies that put a PROXY protocol header of version 2 before each connection, of TCP and of WebSockets. One from there without it is refused.</summary>
    public IReadOnlyList<IPNetwork> ProxyProtocolFrom { get; init; } = [];

    /// <summary>Proxies whose <c>X-Forwarded-For</c> is believed, for WebSockets.</summary>
    public IReadOnlyList<IPNetwork> ForwardedForFrom { get; init; } = [];

    /// <summary>Time for a PROXY protocol header.</summary>
    public TimeSpan HeaderTimeout { get; init; } = TimeSpan.FromSeconds(5);
}
