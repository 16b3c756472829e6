namespace DarkSwap.Hosting.Configuration;

/// <summary>Section <c>libp2p:proxies</c>: networks whose proxies are believed about whose connection they pass on. None by default.</summary>
public sealed class Libp2pProxyOptions
{
    /// <summary>Of proxies that put a PROXY protocol header of version 2 before every connection.</summary>
    public IReadOnlyList<string> ProxyProtocol { get; set; } = [];

    /// <summary>Of proxies of WebSockets that set X-Forwarded-For.</summary>
    public IReadOnlyList<string> ForwardedFor { get; set; } = [];
}
