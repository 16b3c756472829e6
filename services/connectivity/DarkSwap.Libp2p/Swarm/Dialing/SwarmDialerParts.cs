using DarkSwap.Libp2p.Swarm.Addresses;
using DarkSwap.Libp2p.Transports;

namespace DarkSwap.Libp2p.Swarm.Dialing;

/// <summary>What dialing is made of.</summary>
internal sealed record SwarmDialerParts
{
    internal required IReadOnlyList<ITransport> Transports { get; init; }

    internal required ConnectionUpgrader Upgrader { get; init; }

    /// <summary>Takes an upgraded connection into the swarm, or throws when there are too many.</summary>
    internal required Func<UpgradedConnection, TransportConnection, ConnectionDirection, Task<SwarmConnection>> AdmitAsync { get; init; }

    internal required AddressPolicy Addresses { get; init; }

    internal required IConnectionGate Gate { get; init; }

    internal required DialOptions Options { get; init; }

    internal required TimeProvider TimeProvider { get; init; }
}
