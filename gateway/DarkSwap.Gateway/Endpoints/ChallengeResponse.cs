using DarkSwap.Gateway.Authentication;

namespace DarkSwap.Gateway.Endpoints;

/// <summary>What there is to sign, once, with the key itself.</summary>
public sealed record ChallengeResponse
{
    public required Guid ChallengeId { get; init; }

    /// <summary><c>darkswap-authentication-v1:</c> and the node's audience. Whoever signs makes sure that it names the node they mean.</summary>
    public required string Domain { get; init; }

    public required string PayloadType { get; init; }

    /// <summary>32 random bytes.</summary>
    public required byte[] Nonce { get; init; }

    /// <summary>The bytes to sign with Ed25519: domain, payload type and nonce, each after its length as a varint.</summary>
    public required byte[] SigningInput { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    internal static ChallengeResponse Of(Challenge challenge) => new()
    {
        ChallengeId = challenge.ChallengeId,
        Domain = challenge.Domain,
        PayloadType = System.Text.Encoding.UTF8.GetString(Contracts.Wire.PayloadTypes.Challenge),
        Nonce = challenge.Nonce,
        SigningInput = challenge.SigningInput,
        ExpiresAt = challenge.ExpiresAt,
    };
}
