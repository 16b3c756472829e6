using DarkSwap.Libp2p.Swarm.Resources;
using DarkSwap.Libp2p.Transports;

namespace DarkSwap.Libp2p.Swarm;

/// <summary>Takes an upgraded connection into the swarm, with its permit.</summary>
/// <exception cref="IOException">There are too many; connection and permit stay the caller's.</exception>
internal delegate Task<SwarmConnection> AdmitConnection(UpgradedConnection upgraded, TransportConnection bare, ConnectionDirection direction, ConnectionPermit permit);
