namespace DarkSwap.Gateway.Endpoints;

/// <summary>The answer to a challenge.</summary>
public sealed record TokenRequest
{
    public required Guid ChallengeId { get; init; }

    /// <summary>In libp2p's protobuf encoding: 08 01 12 20 and the 32 bytes of the Ed25519 key.</summary>
    public required byte[] PublicKey { get; init; }

    /// <summary>Ed25519 signature of the challenge's signing input, 64 bytes.</summary>
    public required byte[] Signature { get; init; }
}
