using Microsoft.IdentityModel.Tokens;

namespace DarkSwap.Hosting.Security;

/// <param name="KeyId">Of the key that signed it.</param>
/// <param name="Trusted">The keys by which it was verified.</param>
internal sealed record VerifiedToken(string KeyId, TrustedKeys Trusted, TokenValidationResult Result);
