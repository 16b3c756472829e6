using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Multiformats;

namespace DarkSwap.Libp2p.Swarm;

/// <summary>Refuses connections before they cost anything: by address at once, by peer as soon as it has proved its key.</summary>
public interface IConnectionGate
{
    /// <summary>Asked of an address before it is dialed, and again, without a port, of each IP address that a name became.</summary>
    bool MayDial(Multiaddr address);

    bool MayAccept(Multiaddr remoteAddress);

    bool MayConnect(PeerId peerId, ConnectionDirection direction);
}
