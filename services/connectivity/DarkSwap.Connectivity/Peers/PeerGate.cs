using DarkSwap.Connectivity.Messaging;
using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Swarm;

namespace DarkSwap.Connectivity.Peers;

/// <summary>Keeps banned peers out as soon as they have proved who they are.</summary>
internal sealed class PeerGate(PeerConduct conduct) : IConnectionGate
{
    public bool MayDial(Multiaddr address) => address.Peer is not { } peerId || !conduct.IsBanned(peerId);

    public bool MayAccept(Multiaddr remoteAddress) => true;

    public bool MayConnect(PeerId peerId, ConnectionDirection direction) => !conduct.IsBanned(peerId);
}
