using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Swarm;

namespace DarkSwap.Libp2p.Identify;

/// <summary>What a peer says our address is, and the connection over which it sees it.</summary>
internal sealed record Observation(Multiaddr Observed, Multiaddr RemoteAddress, Multiaddr LocalAddress, ConnectionDirection Direction);
