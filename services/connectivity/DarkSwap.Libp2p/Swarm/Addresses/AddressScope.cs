namespace DarkSwap.Libp2p.Swarm.Addresses;

/// <summary>How far an IP address reaches.</summary>
public enum AddressScope
{
    /// <summary>Anybody may reach it.</summary>
    Public,

    /// <summary>RFC 1918, shared address space (RFC 6598), unique local IPv6 (RFC 4193).</summary>
    Private,

    /// <summary>169.254/16, where clouds serve their metadata, and fe80::/10.</summary>
    LinkLocal,

    Loopback,

    /// <summary>Nobody's: unspecified, 0/8, multicast, broadcast, documentation, benchmarking, reserved.</summary>
    Unusable,
}
