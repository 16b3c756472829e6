using DarkSwap.Cryptography;

namespace DarkSwap.Libp2p.Swarm;

public sealed class PeerNotConnectedException(PeerId peerId) : IOException($"There is no connection to {peerId}.")
{
    public PeerId PeerId { get; } = peerId;
}
