using System.Security.Cryptography;
using System.Text;
using DarkSwap.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace DarkSwap.Hosting.Security;

/// <summary>Verifies access tokens: form, key, signature, issuer, audience, times and claims. What was verified once is remembered until it expires or the keys change.</summary>
internal sealed class NodeTokenHandler : JsonWebTokenHandler
{
    private readonly ITokenKeys keys;
    private readonly TimeProvider timeProvider;
    private readonly VerifiedTokens verified;

    public NodeTokenHandler(ITokenKeys keys, TimeProvider timeProvider)
    {
        this.keys = keys;
        this.timeProvider = timeProvider;
        verified = new VerifiedTokens(timeProvider);
        MaximumTokenSizeInBytes = AccessTokens.MaximumLength;
        MapInboundClaims = false;
    }

    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        if (token.Length > AccessTokens.MaximumLength)
        {
            return Invalid(new SecurityTokenMalformedException("The token is no access token"));
        }

        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        var known = verified.Find(hash);
        var keyId = known?.KeyId;
        if (keyId is null && !TryReadKeyId(token, out keyId))
        {
            return Invalid(new SecurityTokenMalformedException("The token is no access token"));
        }

        TrustedKeys trusted;
        try
        {
            trusted = await keys.GetAsync(keyId, CancellationToken.None);
        }
        catch (KeysUnavailableException exception)
        {
            return Invalid(exception);
        }

        if (known is not null && ReferenceEquals(known.Trusted, trusted))
        {
            return known.Result;
        }

        var result = await base.ValidateTokenAsync(token, ParametersFor(trusted));
        if (!result.IsValid || result.SecurityToken is not JsonWebToken read)
        {
            return result;
        }

        if (!HasRequiredClaims(read))
        {
            return Invalid(new SecurityTokenValidationException("The token names no subject or no scope"));
        }

        verified.Add(hash, new VerifiedToken(keyId, trusted, result));
        return result;
    }

    /// <summary>Of everything that the token says before it is verified only this is looked at, to find the key.</summary>
    private bool TryReadKeyId(string token, out string keyId)
    {
        keyId = string.Empty;
        try
        {
            var unverified = ReadJsonWebToken(token);
            keyId = unverified.Kid ?? string.Empty;
            return unverified.Alg == AccessTokens.Algorithm && keyId.Length is > 0 and <= 128;
        }
        catch (Exception exception) when (exception is ArgumentException or SecurityTokenException)
        {
            return false;
        }
    }

    private TokenValidationParameters ParametersFor(TrustedKeys trusted) => new()
    {
        ValidAlgorithms = [AccessTokens.Algorithm],
        ValidTypes = [AccessTokens.Type],
        ValidIssuer = AccessTokens.Issuer,
        ValidAudience = trusted.Audience,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        RequireAudience = true,
        ValidateIssuerSigningKey = true,
        TryAllIssuerSigningKeys = false,
        IssuerSigningKeyResolver = (_, _, keyId, _) => trusted.Keys.TryGetValue(keyId ?? string.Empty, out var key) ? [key] : [],
        LifetimeValidator = IsInTime,
        NameClaimType = AccessTokens.SubjectClaim,
        AuthenticationType = "Jwt",
    };

    private bool IsInTime(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = timeProvider.GetUtcNow().UtcDateTime;
        return expires is { } end && now < end + AccessTokens.ClockSkew && (notBefore is not { } start || now >= start - AccessTokens.ClockSkew);
    }

    /// <summary>A subject is the operator, an API key or a peer id, whoever issued the token.</summary>
    private static bool HasRequiredClaims(JsonWebToken token) =>
        token.TryGetPayloadValue<string>(AccessTokens.ScopeClaim, out var scope) && scope.Length > 0
        && token.Subject is { Length: > 0 and <= PeerId.MaximumTextLength } subject
        && (subject == AccessTokens.OperatorSubject || subject.StartsWith(AccessTokens.ApiKeySubjectPrefix, StringComparison.Ordinal) || PeerId.TryParse(subject, out _));

    private static TokenValidationResult Invalid(Exception exception) => new() { IsValid = false, Exception = exception };
}
