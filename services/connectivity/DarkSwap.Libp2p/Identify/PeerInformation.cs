using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Identity;
using DarkSwap.Libp2p.Multiformats;

namespace DarkSwap.Libp2p.Identify;

/// <summary>What a peer said of itself. Its addresses are claims; those of <see cref="SignedRecord"/> are signed by the peer.</summary>
public sealed record PeerInformation
{
    public required PeerId PeerId { get; init; }

    /// <summary>The key that the peer proved; null while it has not named it.</summary>
    public PublicKey? PublicKey { get; init; }

    public required IReadOnlyList<string> ProtocolIds { get; init; }

    public required IReadOnlyList<Multiaddr> ListenAddresses { get; init; }

    /// <summary>Our address as the peer sees it.</summary>
    public Multiaddr? ObservedAddress { get; init; }

    public string? ProtocolVersion { get; init; }

    public string? AgentVersion { get; init; }

    public PeerRecord? SignedRecord { get; init; }
}
