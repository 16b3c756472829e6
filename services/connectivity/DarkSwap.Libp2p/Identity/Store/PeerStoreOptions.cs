namespace DarkSwap.Libp2p.Identity.Store;

/// <summary>How much is remembered of peers, and for how long.</summary>
public sealed record PeerStoreOptions
{
    public int MaximumPeers { get; init; } = 4096;

    /// <summary>About as much memory as all entries may take, in bytes.</summary>
    public long MaximumBytes { get; init; } = 16 * 1024 * 1024;

    public int MaximumAddressesPerPeer { get; init; } = 25;

    /// <summary>Longest address that is kept, in bytes.</summary>
    public int MaximumAddressLength { get; init; } = 512;

    public int MaximumProtocolsPerPeer { get; init; } = 64;

    /// <summary>Longest protocol id that is kept, in characters.</summary>
    public int MaximumProtocolLength { get; init; } = 128;

    /// <summary>Longest envelope of a peer record that is kept, in bytes.</summary>
    public int MaximumRecordLength { get; init; } = 8 * 1024;

    /// <summary>How long an address is kept that only others named.</summary>
    public TimeSpan ToldLifetime { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long an address is kept that its peer named or signed, or that was heard on the local network.</summary>
    public TimeSpan NamedLifetime { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long an address is kept that led to its peer.</summary>
    public TimeSpan ProvenLifetime { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Attempts in a row after which an address that never led to its peer is forgotten.</summary>
    public int MaximumFailures { get; init; } = 16;

    /// <summary>Time in which points lose half of their weight.</summary>
    public TimeSpan ScoreHalfLife { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Largest score, and with a minus the smallest.</summary>
    public double MaximumScore { get; init; } = 1000;
}
