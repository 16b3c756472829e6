namespace DarkSwap.Hosting.Configuration;

/// <summary>Section <c>libp2p</c>, key by key as in the description of the network.</summary>
public sealed class Libp2pOptions
{
    public const string Section = "libp2p";

    /// <summary>Where to listen unless the configuration says: TCP only.</summary>
    public const string DefaultListenAddress = "/ip4/0.0.0.0/tcp/9000";

    /// <summary>Multiaddresses. Never empty once bound.</summary>
    public IReadOnlyList<string> ListenAddresses { get; set; } = [];

    /// <summary>Multiaddresses with peer id to dial at start and again whenever lost; none by default.</summary>
    public IReadOnlyList<string> BootstrapPeers { get; set; } = [];

    /// <summary>Multiaddresses that others are told in place of those that are listened on.</summary>
    public IReadOnlyList<string> AnnounceAddresses { get; set; } = [];

    /// <summary>Networks whose peers are not counted by address, subnet and rate: for nodes that share an address. None by default.</summary>
    public IReadOnlyList<string> ExemptSubnets { get; set; } = [];

    /// <summary>Networks that are dialed although they are not public, also when strangers name them: for a network of peers inside a private one. None by default.</summary>
    public IReadOnlyList<string> DialedSubnets { get; set; } = [];

    /// <summary>Networks that are neither dialed nor let in.</summary>
    public IReadOnlyList<string> BlockedSubnets { get; set; } = [];

    public Libp2pLimitOptions Limits { get; set; } = new();

    public WebSocketListenOptions WebSockets { get; set; } = new();

    public Libp2pProxyOptions Proxies { get; set; } = new();

    public Libp2pDnsOptions Dns { get; set; } = new();

    public DhtOptions Dht { get; set; } = new();

    public RelayOptions Relay { get; set; } = new();
}
