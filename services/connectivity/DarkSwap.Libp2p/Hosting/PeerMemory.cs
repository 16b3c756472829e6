using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Identify;
using DarkSwap.Libp2p.Identity.Store;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Swarm;
using DarkSwap.Libp2p.Swarm.Addresses;
using DarkSwap.Libp2p.Swarm.Dialing;

namespace DarkSwap.Libp2p.Hosting;

/// <summary>Tells the store of peers what the host learns, and dials by what it knows.</summary>
internal sealed class PeerMemory(IPeerStore store)
{
    internal delegate Task<IPeerConnection> Dial(PeerId peerId, IReadOnlyList<Multiaddr> addresses, AddressOrigin origin, CancellationToken cancellationToken);

    internal IPeerStore Store => store;

    /// <summary>An inbound connection comes from a passing port: its address is worth nothing.</summary>
    internal void NoteConnection(IPeerConnection connection) =>
        store.NoteConnected(connection.RemotePeer, connection.Direction == ConnectionDirection.Outbound ? connection.RemoteAddress : null);

    internal void NoteFailure(Multiaddr address)
    {
        if (address.Peer is { } peerId)
        {
            store.NoteFailure(peerId, address);
        }
    }

    internal void NoteIdentity(PeerInformation peer)
    {
        if (peer.PublicKey is { } publicKey)
        {
            store.AddKey(publicKey);
        }

        store.SetProtocols(peer.PeerId, peer.ProtocolIds);
        store.AddAddresses(peer.PeerId, peer.ListenAddresses, AddressSource.Identify);
        if (peer.SignedRecord is { } record)
        {
            store.TryAddRecord(record);
        }
    }

    /// <summary>Addresses by where they come from, the most trusted first: each kind may lead where the others may not.</summary>
    /// <exception cref="DialFailedException">No address led to the peer, or there is none.</exception>
    internal async Task<IPeerConnection> DialAsync(PeerId peerId, Dial dial, CancellationToken cancellationToken)
    {
        var groups = (store.Find(peerId)?.Addresses ?? []).GroupBy(address => OriginOf(address.Source)).OrderByDescending(group => group.Key).ToList();
        for (var index = 0; index < groups.Count; index++)
        {
            try
            {
                return await dial(peerId, [.. groups[index].Select(address => address.Address)], groups[index].Key, cancellationToken);
            }
            catch (Exception exception) when (index < groups.Count - 1 && exception is IOException or TimeoutException or NotSupportedException)
            {
                // The next kind of address may do.
            }
        }

        throw new DialFailedException(peerId, []);
    }

    private static AddressOrigin OriginOf(AddressSource source) => source switch
    {
        AddressSource.Operator => AddressOrigin.Operator,
        AddressSource.LocalNetwork => AddressOrigin.LocalNetwork,
        AddressSource.Told or AddressSource.Identify or AddressSource.SignedRecord => AddressOrigin.Learned,
    };
}
