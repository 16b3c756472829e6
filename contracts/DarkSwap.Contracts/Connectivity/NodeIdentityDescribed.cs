namespace DarkSwap.Contracts.Connectivity;

public sealed record NodeIdentityDescribed
{
    public required string PeerId { get; init; }

    /// <summary>The public key in libp2p's protobuf encoding.</summary>
    public required byte[] PublicKey { get; init; }

    public required IReadOnlyList<string> Addresses { get; init; }
}
