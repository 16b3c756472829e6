using DarkSwap.Libp2p.Multiformats;

namespace DarkSwap.Libp2p.Swarm.Dialing;

public sealed record DialFailure(Multiaddr Address, string Reason);
