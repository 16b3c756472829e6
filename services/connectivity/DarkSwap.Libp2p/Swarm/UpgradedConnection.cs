using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Muxing;

namespace DarkSwap.Libp2p.Swarm;

internal sealed record UpgradedConnection(PeerId RemotePeer, IMuxer Muxer);
