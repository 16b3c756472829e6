using System.Collections.Immutable;
using DarkSwap.Cryptography;

namespace DarkSwap.Libp2p.Identity.Store;

/// <summary>What is known of a peer. Immutable: a snapshot.</summary>
public sealed record PeerEntry(PeerId PeerId)
{
    /// <summary>The best first.</summary>
    public ImmutableArray<KnownAddress> Addresses { get; init; } = [];

    /// <summary>Protocols that the peer named last.</summary>
    public ImmutableArray<string> ProtocolIds { get; init; } = [];

    /// <summary>The key of an id that does not contain it; null for the others, and while it is not known.</summary>
    public PublicKey? PublicKey { get; init; }

    /// <summary>The envelope of the newest peer record, as the peer signed it; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Record { get; init; }

    public ulong RecordSequenceNumber { get; init; }

    /// <summary>Points at <see cref="ScoredAt"/>; they lose half of their weight in each half-life.</summary>
    public double Score { get; init; }

    public DateTimeOffset ScoredAt { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>When there was a connection last; null when there never was.</summary>
    public DateTimeOffset? ConnectedAt { get; init; }

    /// <summary>When anything was learned last.</summary>
    public DateTimeOffset HeardAt { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>About what the entry takes in memory, in bytes.</summary>
    internal int Size => 512 + Record.Length + (PublicKey?.Encoded.Length ?? 0)
        + Addresses.Sum(address => 192 + (2 * address.Address.Bytes.Length)) + ProtocolIds.Sum(protocolId => 32 + (2 * protocolId.Length));
}
