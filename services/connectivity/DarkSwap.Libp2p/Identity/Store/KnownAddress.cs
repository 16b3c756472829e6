using DarkSwap.Libp2p.Multiformats;

namespace DarkSwap.Libp2p.Identity.Store;

/// <summary>One address of a peer, without the peer at its end.</summary>
/// <param name="Source">The most trusted one that ever named it.</param>
/// <param name="HeardAt">When it was named last.</param>
/// <param name="ConnectedAt">When it last led to the peer; null when it never did.</param>
/// <param name="Failures">Attempts that failed since then.</param>
public sealed record KnownAddress(Multiaddr Address, AddressSource Source, DateTimeOffset HeardAt, DateTimeOffset? ConnectedAt, int Failures)
{
    /// <summary>When it was last known to be good, or believed to be.</summary>
    public DateTimeOffset FreshAt => ConnectedAt > HeardAt ? ConnectedAt.Value : HeardAt;
}
