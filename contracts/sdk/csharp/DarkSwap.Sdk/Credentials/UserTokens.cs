using System.Net;
using DarkSwap.Contracts.Wire;
using DarkSwap.Cryptography;
using DarkSwap.Sdk.Api;
using DarkSwap.Sdk.Problems;
using DarkSwap.Sdk.Signing;

namespace DarkSwap.Sdk.Credentials;

/// <summary>Tokens for a user's key: proven by challenge and response, refreshed while they can be, proven again when not.</summary>
internal sealed class UserTokens(UserKey key, AuthClient authentication, string? audience, TimeProvider timeProvider) : ITokenSource, IDisposable
{
    /// <summary>A token that ends this soon might end on its way.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim turn = new(1, 1);
    private TokenResponse? tokens;
    private DateTimeOffset usableUntil;
    private string? knownDomain = audience is null ? null : SigningDomains.Authentication(audience);

    public async ValueTask<string> GetAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            return tokens is { } current && timeProvider.GetUtcNow() < usableUntil ? current.AccessToken : await RenewAsync(cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }

    public async ValueTask<string?> ReplaceAsync(string refused, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            return tokens is { } current && current.AccessToken != refused ? current.AccessToken : await RenewAsync(cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private async Task<string> RenewAsync(CancellationToken cancellationToken)
    {
        var askedAt = timeProvider.GetUtcNow();
        var renewed = await RefreshAsync(cancellationToken) ?? await ProveAsync(cancellationToken);
        tokens = renewed;
        usableUntil = askedAt + TimeSpan.FromSeconds(renewed.ExpiresIn) - Margin;
        return renewed.AccessToken;
    }

    /// <summary>Null when there is nothing to refresh any more.</summary>
    private async Task<TokenResponse?> RefreshAsync(CancellationToken cancellationToken)
    {
        if (tokens is not { } old || old.RefreshTokenExpiresAt <= timeProvider.GetUtcNow())
        {
            return null;
        }

        // Whatever comes of it, a refresh token is used once.
        tokens = null;
        try
        {
            return await authentication.RefreshTokensAsync(new RefreshRequest { RefreshToken = old.RefreshToken }, cancellationToken);
        }
        catch (ProblemException refusal) when (refusal.Status is (int)HttpStatusCode.Unauthorized or (int)HttpStatusCode.BadRequest)
        {
            return null;
        }
    }

    private async Task<TokenResponse> ProveAsync(CancellationToken cancellationToken)
    {
        var challenge = await authentication.CreateChallengeAsync(new ChallengeRequest { PeerId = key.PeerId }, cancellationToken);
        var signature = key.Sign(Check(challenge));
        return await authentication.CreateTokensAsync(
            new TokenRequest { ChallengeId = challenge.ChallengeId, PublicKey = key.PublicKey.ToArray(), Signature = signature }, cancellationToken);
    }

    /// <summary>The bytes to sign, made here: what a node calls a challenge must not be an order, nor a challenge of another node.</summary>
    private byte[] Check(ChallengeResponse challenge)
    {
        var differences = new List<string>();
        if (!PayloadTypes.Challenge.SequenceEqual(System.Text.Encoding.UTF8.GetBytes(challenge.PayloadType)))
        {
            differences.Add($"payloadType is '{challenge.PayloadType}'");
        }

        if (!challenge.Domain.StartsWith(SigningDomains.Authentication(string.Empty), StringComparison.Ordinal) || (knownDomain is not null && challenge.Domain != knownDomain))
        {
            differences.Add($"domain is '{challenge.Domain}'{(knownDomain is null ? string.Empty : $" and not '{knownDomain}'")}");
        }

        if (differences.Count > 0)
        {
            throw new RefusedToSignException("the challenge is none for this node", differences);
        }

        var input = SignedEnvelope.SigningInput(challenge.Domain, PayloadTypes.Challenge, challenge.Nonce);
        if (!input.AsSpan().SequenceEqual(challenge.SigningInput))
        {
            throw new RefusedToSignException("the challenge is none for this node", ["signingInput is not made of the domain, the payload type and the nonce"]);
        }

        knownDomain = challenge.Domain;
        return input;
    }
}
