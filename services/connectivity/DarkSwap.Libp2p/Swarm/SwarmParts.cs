using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Transports;

namespace DarkSwap.Libp2p.Swarm;

/// <summary>What a swarm is made of.</summary>
internal sealed record SwarmParts
{
    internal required PeerId LocalPeer { get; init; }

    internal required IReadOnlyList<ITransport> Transports { get; init; }

    internal required ConnectionUpgrader Upgrader { get; init; }

    internal required IConnectionGate Gate { get; init; }

    internal required SwarmContext Context { get; init; }

    /// <summary>Told of addresses, with the peer at their end, that did not lead to it.</summary>
    internal Action<Multiaddr> ReportDialFailure { get; init; } = static _ => { };
}
