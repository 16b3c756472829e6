using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using DarkSwap.Hosting.Security;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace DarkSwap.Integration.Tests.Access;

/// <summary>Tokens by the gateway's own key, good ones and such as it would never issue, and tokens that only look as if they were by it.</summary>
internal sealed class TokenForge(ECDsaSecurityKey key, string audience, TimeProvider timeProvider)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);
    private readonly ECDsaSecurityKey otherKey = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = key.KeyId };

    public string Good(string subject, IEnumerable<string> scopes) => Sign(Describe(subject, scopes), key, AccessTokens.Algorithm);

    /// <summary>By name; each is good but for what its name says.</summary>
    public IReadOnlyDictionary<string, string> Bad(string subject)
    {
        var good = Good(subject, AccessPolicies.All);
        var parts = good.Split('.');
        return new Dictionary<string, string>
        {
            ["expired"] = Altered(subject, token => (token.NotBefore, token.Expires) = (token.NotBefore - TimeSpan.FromHours(1), token.NotBefore - TimeSpan.FromSeconds(31))),
            ["not valid yet"] = Altered(subject, token => token.NotBefore += TimeSpan.FromSeconds(60)),
            ["wrong audience"] = Altered(subject, token => token.Audience = "darkswap:another-node"),
            ["no audience"] = Altered(subject, token => token.Audience = null),
            ["wrong issuer"] = Altered(subject, token => token.Issuer = "somebody"),
            ["another kind of token"] = Altered(subject, token => token.TokenType = "JWT"),
            ["no scope"] = Altered(subject, token => token.Claims.Remove(AccessTokens.ScopeClaim)),
            ["no subject"] = Altered(subject, token => token.Claims.Remove(AccessTokens.SubjectClaim)),
            ["a subject that is none"] = Altered("administrator", _ => { }),
            ["no expiry"] = Altered(subject, token => token.Expires = null),
            ["wrong key"] = Sign(Describe(subject, AccessPolicies.All), otherKey, AccessTokens.Algorithm),
            ["unknown key"] = Sign(Describe(subject, AccessPolicies.All), new ECDsaSecurityKey(otherKey.ECDsa) { KeyId = "unknown" }, AccessTokens.Algorithm),
            ["no key id"] = $"{Encode("""{"alg":"ES256","typ":"at+jwt"}""")}.{parts[1]}.{parts[2]}",
            ["key in the token"] = WithKeyInside(parts[1]),
            ["alg=none"] = $"{Encode($$"""{"alg":"none","typ":"at+jwt","kid":"{{key.KeyId}}"}""")}.{parts[1]}.",
            ["alg=none with the signature"] = $"{Encode($$"""{"alg":"none","typ":"at+jwt","kid":"{{key.KeyId}}"}""")}.{parts[1]}.{parts[2]}",
            ["HS256 with the public key"] = Sign(Describe(subject, AccessPolicies.All), new SymmetricSecurityKey(key.ECDsa.ExportSubjectPublicKeyInfo()) { KeyId = key.KeyId }, "HS256"),
            ["HS256 with the public key as text"] = Sign(Describe(subject, AccessPolicies.All), new SymmetricSecurityKey(Encoding.ASCII.GetBytes(key.ECDsa.ExportSubjectPublicKeyInfoPem())) { KeyId = key.KeyId }, "HS256"),
            ["another payload"] = $"{parts[0]}.{Encode(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1])).Replace(subject, AccessTokens.OperatorSubject, StringComparison.Ordinal))}.{parts[2]}",
            ["no signature"] = $"{parts[0]}.{parts[1]}.",
            ["garbage"] = "garbage",
            ["garbage of three parts"] = "a.b.c",
            ["garbage in base64"] = $"{Encode("{")}.{Encode("{")}.{Encode("{")}",
            ["deep JSON"] = $"{Encode(new string('[', 1000))}.{parts[1]}.{parts[2]}",
            ["too long"] = $"{good}{new string('A', AccessTokens.MaximumLength)}",
        };
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private static string Sign(SecurityTokenDescriptor token, SecurityKey by, string algorithm)
    {
        token.SigningCredentials = new SigningCredentials(by, algorithm);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(token);
    }

    private string Altered(string subject, Action<SecurityTokenDescriptor> alter)
    {
        var token = Describe(subject, AccessPolicies.All);
        alter(token);
        return Sign(token, key, AccessTokens.Algorithm);
    }

    private string WithKeyInside(string payload)
    {
        var inside = otherKey.ECDsa.ExportParameters(includePrivateParameters: false).Q;
        var jsonWebKey = $$"""{"kty":"EC","crv":"P-256","kid":"inside","x":"{{Base64Url.EncodeToString(inside.X)}}","y":"{{Base64Url.EncodeToString(inside.Y)}}" }""";
        var header = Encode($$"""{"alg":"ES256","typ":"at+jwt","kid":"inside","jwk":{{jsonWebKey}} }""");
        var signature = otherKey.ECDsa.SignData(Encoding.ASCII.GetBytes($"{header}.{payload}"), HashAlgorithmName.SHA256);
        return $"{header}.{payload}.{Base64Url.EncodeToString(signature)}";
    }

    private SecurityTokenDescriptor Describe(string subject, IEnumerable<string> scopes)
    {
        var now = timeProvider.GetUtcNow().UtcDateTime;
        return new SecurityTokenDescriptor
        {
            Issuer = AccessTokens.Issuer,
            Audience = audience,
            TokenType = AccessTokens.Type,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + Lifetime,
            Claims = new Dictionary<string, object> { [AccessTokens.SubjectClaim] = subject, [AccessTokens.ScopeClaim] = string.Join(' ', scopes) },
        };
    }
}
