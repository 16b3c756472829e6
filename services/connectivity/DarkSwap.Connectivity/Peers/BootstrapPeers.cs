using DarkSwap.Libp2p.Multiformats;

namespace DarkSwap.Connectivity.Peers;

/// <summary>Takes the configured peers into the node's memory, so that the dialer keeps them connected.</summary>
internal sealed class BootstrapPeers(KnownPeers knownPeers, PeerDialer dialer)
{
    /// <param name="addresses">Each ends in a peer's id.</param>
    public async Task RememberAsync(IEnumerable<string> addresses, CancellationToken cancellationToken)
    {
        foreach (var text in addresses)
        {
            var address = Multiaddr.Parse(text);
            var peerId = address.Peer!;
            await knownPeers.RememberAsync(peerId, address, isKeptConnected: true, cancellationToken);
            dialer.Keep(peerId);
        }
    }
}
