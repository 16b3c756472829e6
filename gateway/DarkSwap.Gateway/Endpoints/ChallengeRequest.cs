namespace DarkSwap.Gateway.Endpoints;

/// <summary>Whose key is to be proved.</summary>
public sealed record ChallengeRequest
{
    /// <summary>Of an Ed25519 key: <c>12D3Koo…</c>.</summary>
    public required string PeerId { get; init; }
}
