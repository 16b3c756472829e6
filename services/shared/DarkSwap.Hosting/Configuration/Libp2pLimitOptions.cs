namespace DarkSwap.Hosting.Configuration;

/// <summary>Section <c>libp2p:limits</c>: what peers may take of the node.</summary>
public sealed class Libp2pLimitOptions
{
    /// <summary>Connections in both directions, 16 to 100,000.</summary>
    public int Connections { get; set; } = 512;

    /// <summary>Inbound connections from one IPv4 address or one /56 of IPv6.</summary>
    public int ConnectionsPerAddress { get; set; } = 8;

    /// <summary>Inbound connections from one /24 of IPv4 or one /48 of IPv6.</summary>
    public int ConnectionsPerSubnet { get; set; } = 32;

    /// <summary>Inbound handshakes under way from one subnet.</summary>
    public int HandshakesPerSubnet { get; set; } = 16;

    /// <summary>Memory that one peer may have filled here, in MiB.</summary>
    public int MebibytesPerPeer { get; set; } = 8;

    /// <summary>Connections above which the least valuable are closed; 0: three quarters of <see cref="Connections"/>.</summary>
    public int HighWater { get; set; }

    /// <summary>Connections down to which they are closed; 0: half of <see cref="Connections"/>.</summary>
    public int LowWater { get; set; }
}
