using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Multiformats;

namespace DarkSwap.Libp2p.Identity.Store;

/// <summary>A node's memory of peers: addresses with source and age, protocols, keys, records and scores. Bounded: when it is full, what was never proven and matters least goes first. Thread-safe, and never waits.</summary>
public interface IPeerStore
{
    int Count { get; }

    PeerEntry? Find(PeerId peerId);

    IReadOnlyList<PeerEntry> List();

    /// <summary>Takes addresses with or without the peer at their end; those of another peer are left out, and so is what goes over the bounds.</summary>
    void AddAddresses(PeerId peerId, IEnumerable<Multiaddr> addresses, AddressSource source);

    /// <summary>There is a connection to the peer.</summary>
    /// <param name="address">The address that led there; null when the peer came to us.</param>
    void NoteConnected(PeerId peerId, Multiaddr? address);

    /// <summary>The address did not lead to the peer. Nothing is made of addresses that are not known.</summary>
    void NoteFailure(PeerId peerId, Multiaddr address);

    /// <summary>Replaces the protocols of a peer.</summary>
    void SetProtocols(PeerId peerId, IEnumerable<string> protocolIds);

    /// <summary>Remembers the key of an id that does not contain it.</summary>
    void AddKey(PublicKey publicKey);

    /// <summary>Takes a record that <see cref="PeerRecord.TryOpen"/> has opened, and its addresses in place of those of the record before. False unless its sequence number is greater.</summary>
    bool TryAddRecord(PeerRecord record);

    /// <summary>The peer's points now; zero for one that is not known.</summary>
    double ScoreOf(PeerId peerId);

    /// <summary>Gives points, or with a minus takes them.</summary>
    void AddScore(PeerId peerId, double points);

    void Forget(PeerId peerId);
}
