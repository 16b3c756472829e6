namespace DarkSwap.Gateway.Authentication;

/// <param name="Domain">Purpose and node that the signature is for.</param>
/// <param name="SigningInput">The very bytes to sign.</param>
internal sealed record Challenge(Guid ChallengeId, string Domain, byte[] Nonce, byte[] SigningInput, DateTimeOffset ExpiresAt);
