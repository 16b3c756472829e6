namespace DarkSwap.Libp2p.Swarm.Dialing;

/// <summary>How peers are dialed.</summary>
public sealed record DialOptions
{
    /// <summary>Time for the transport's connection to one address, before the handshake.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time between the starts of attempts at two addresses of one peer (RFC 8305 §8: 250 ms).</summary>
    public TimeSpan Stagger { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long direct addresses are tried before a relayed one is.</summary>
    public TimeSpan RelayDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Addresses of one peer that are tried in one dial.</summary>
    public int MaximumAddresses { get; init; } = 25;

    /// <summary>Addresses of one peer that are tried at a time.</summary>
    public int MaximumAttemptsPerPeer { get; init; } = 8;

    /// <summary>Peers, and addresses without a peer, that are dialed at a time.</summary>
    public int MaximumPeers { get; init; } = 64;

    /// <summary>How long an address that failed is left alone; doubled with each failure in a row. The operator's own dials do not wait.</summary>
    public TimeSpan Backoff { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan MaximumBackoff { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Failed addresses that are remembered; the oldest failure is forgotten first.</summary>
    public int MaximumBackoffEntries { get; init; } = 4096;
}
