using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Multiformats;

namespace DarkSwap.Libp2p.Swarm;

/// <summary>Lets everybody in.</summary>
public sealed class OpenConnectionGate : IConnectionGate
{
    public bool MayDial(Multiaddr address) => true;

    public bool MayAccept(Multiaddr remoteAddress) => true;

    public bool MayConnect(PeerId peerId, ConnectionDirection direction) => true;
}
