namespace DarkSwap.Gateway.Persistence;

/// <summary>A nonce that a key is asked to sign; gone with its first use.</summary>
public sealed class ChallengeRow
{
    public required Guid ChallengeId { get; init; }

    public required string PeerId { get; init; }

    public required byte[] Nonce { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}
