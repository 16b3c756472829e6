using System.Collections.Frozen;
using System.Security.Cryptography;
using DarkSwap.Hosting.Security;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace DarkSwap.Testing.Hosting;

/// <summary>What modules without the gateway's believe tokens by in tests, and such tokens.</summary>
public sealed class TestTokens : ITokenKeys
{
    public const string Audience = "darkswap:test";

    private static readonly ECDsaSecurityKey Key = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "test" };
    private static readonly TrustedKeys Trusted =
        new(Audience, new Dictionary<string, SecurityKey> { [Key.KeyId] = Key }.ToFrozenDictionary(StringComparer.Ordinal));

    /// <summary>A token that every service of a test believes.</summary>
    public static string Issue(string subject, IEnumerable<string> scopes, DateTimeOffset now, TimeSpan lifetime) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = AccessTokens.Issuer,
        Audience = Audience,
        TokenType = AccessTokens.Type,
        IssuedAt = now.UtcDateTime,
        NotBefore = now.UtcDateTime,
        Expires = (now + lifetime).UtcDateTime,
        SigningCredentials = new SigningCredentials(Key, AccessTokens.Algorithm),
        Claims = new Dictionary<string, object> { [AccessTokens.SubjectClaim] = subject, [AccessTokens.ScopeClaim] = string.Join(' ', scopes) },
    });

    public ValueTask<TrustedKeys> GetAsync(string keyId, CancellationToken cancellationToken) => new(Trusted);
}
