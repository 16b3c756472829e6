using DarkSwap.Hosting.Node;
using DarkSwap.Libp2p.Multiformats;

namespace DarkSwap.Connectivity.Peers;

/// <summary>Takes the configured peers into the node's memory, so that the dialer keeps them connected.</summary>
internal sealed class BootstrapPeers(KnownPeers knownPeers, PeerDialer dialer)
{
    /// <exception cref="StartRefusedException">An address does not say whose it is.</exception>
    public async Task RememberAsync(IEnumerable<string> addresses, CancellationToken cancellationToken)
    {
        foreach (var text in addresses)
        {
            if (!Multiaddr.TryParse(text, out var address) || address.Peer is not { } peerId)
            {
                throw new StartRefusedException($"The bootstrap peer '{text}' is not a multiaddress that ends in /p2p/<peer id>");
            }

            await knownPeers.RememberAsync(peerId, address, isKeptConnected: true, cancellationToken);
            dialer.Keep(peerId);
        }
    }
}
