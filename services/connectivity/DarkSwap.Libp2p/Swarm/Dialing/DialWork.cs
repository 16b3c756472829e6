using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Swarm.Addresses;

namespace DarkSwap.Libp2p.Swarm.Dialing;

/// <summary>What a dial needs of the swarm.</summary>
/// <param name="DialAsync">Connects to one address and upgrades the connection.</param>
/// <param name="FindConnection">The live connection to a peer, which may have come from its side meanwhile.</param>
internal sealed record DialWork(Func<Multiaddr, AddressOrigin, CancellationToken, Task<SwarmConnection>> DialAsync, Func<PeerId, SwarmConnection?> FindConnection, TimeProvider TimeProvider);
