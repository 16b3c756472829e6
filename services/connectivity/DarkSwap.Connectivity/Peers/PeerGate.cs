using DarkSwap.Connectivity.Hosting;
using DarkSwap.Connectivity.Messaging;
using DarkSwap.Cryptography;
using DarkSwap.Hosting.Configuration;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Swarm;
using DarkSwap.Libp2p.Swarm.Gating;
using Microsoft.Extensions.Options;

namespace DarkSwap.Connectivity.Peers;

/// <summary>Keeps banned peers out as soon as they have proved who they are, and blocked networks at once.</summary>
internal sealed class PeerGate(PeerConduct conduct, IOptions<Libp2pOptions> options) : IConnectionGate
{
    private readonly BlockedSubnets blocked = new([.. options.Value.BlockedSubnets.Select(Libp2pSettings.ParseSubnet)]);

    public bool MayDial(Multiaddr address) => !blocked.Contains(address) && (address.Peer is not { } peerId || !conduct.IsBanned(peerId));

    public bool MayAccept(Multiaddr remoteAddress) => !blocked.Contains(remoteAddress);

    public bool MayConnect(PeerId peerId, ConnectionDirection direction) => !conduct.IsBanned(peerId);
}
