using DarkSwap.Hosting.Security;
using DarkSwap.Primitives;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace DarkSwap.Gateway.Authentication;

/// <summary>Signs access tokens.</summary>
internal sealed class AccessTokenIssuer(SigningKeys keys, NodeAudience audience, IRandomSource randomSource, TimeProvider timeProvider)
{
    private const int IdBytes = 16;

    private readonly JsonWebTokenHandler handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <param name="scope">Scopes, separated by spaces.</param>
    /// <exception cref="KeysUnavailableException">The node's name is not known yet.</exception>
    public async ValueTask<string> IssueAsync(string subject, string scope, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        var key = await keys.GetSigningKeyAsync(cancellationToken);
        var now = timeProvider.GetUtcNow().UtcDateTime;
        return handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = AccessTokens.Issuer,
            Audience = await audience.GetAsync(cancellationToken),
            TokenType = AccessTokens.Type,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + lifetime,
            SigningCredentials = new SigningCredentials(key, AccessTokens.Algorithm),
            Claims = new Dictionary<string, object>
            {
                [AccessTokens.SubjectClaim] = subject,
                [AccessTokens.ScopeClaim] = scope,
                ["jti"] = Convert.ToHexStringLower(NewId()),
            },
        });
    }

    private byte[] NewId()
    {
        var id = new byte[IdBytes];
        randomSource.Fill(id);
        return id;
    }
}
