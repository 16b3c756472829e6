using DarkSwap.Cryptography;
using DarkSwap.Gateway.Authentication;
using DarkSwap.Hosting.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DarkSwap.Gateway.Endpoints;

/// <summary><c>/auth/challenges</c> and <c>/auth/tokens</c>: open to all, since what they take proves itself.</summary>
internal static class TokenEndpoints
{
    private const int SignatureLength = 64;
    private const int MaximumTokenLength = 128;

    public static void MapTokenEndpoints(this RouteGroupBuilder authentication)
    {
        authentication.MapPost("/challenges", CreateChallengeAsync).AllowAnonymous()
            .WithName("CreateChallenge").WithSummary("A nonce to sign, to prove a key to this node")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        authentication.MapPost("/tokens", CreateTokensAsync).AllowAnonymous()
            .WithName("CreateTokens").WithSummary("Tokens of a user, for a signed challenge")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        authentication.MapPost("/tokens/refresh", RefreshTokensAsync).AllowAnonymous()
            .WithName("RefreshTokens").WithSummary("New tokens for a refresh token, which is used up; a used one ends the session")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        authentication.MapPost("/tokens/revocations", RevokeTokensAsync).AllowAnonymous()
            .WithName("RevokeTokens").WithSummary("Ends the session of a refresh token (RFC 7009); access tokens end by themselves within minutes")
            .ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static async Task<Results<Ok<ChallengeResponse>, ProblemHttpResult>> CreateChallengeAsync(ChallengeRequest request, Challenges challenges, CancellationToken cancellationToken) =>
        PeerId.TryParse(request.PeerId, out var peerId) && peerId.TryGetPublicKey(out var publicKey) && publicKey.Type == KeyType.Ed25519
            ? TypedResults.Ok(ChallengeResponse.Of(await challenges.CreateAsync(peerId, cancellationToken)))
            : ProblemResults.Invalid("peerId", "is the peer id of an Ed25519 key");

    private static async Task<Results<Ok<TokenResponse>, ProblemHttpResult>> CreateTokensAsync(
        TokenRequest request, Challenges challenges, Sessions sessions, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        if (!PublicKey.TryReadEd25519(request.PublicKey, out var publicKey))
        {
            errors["publicKey"] = ["is an Ed25519 key in libp2p's encoding, 36 bytes"];
        }

        if (request.Signature.Length != SignatureLength)
        {
            errors["signature"] = ["is an Ed25519 signature, 64 bytes"];
        }

        if (errors.Count > 0)
        {
            return ProblemResults.Invalid(errors);
        }

        return await challenges.AnswerAsync(request.ChallengeId, publicKey!, request.Signature, cancellationToken)
            ? TypedResults.Ok(TokenResponse.Of(await sessions.BeginAsync(PeerId.FromPublicKey(publicKey!).ToString(), cancellationToken)))
            : ProblemResults.Problem(StatusCodes.Status401Unauthorized, "challenge-failed", "The challenge is unknown, used or expired, or the signature is not its peer's");
    }

    private static async Task<Results<Ok<TokenResponse>, ProblemHttpResult>> RefreshTokensAsync(RefreshRequest request, Sessions sessions, CancellationToken cancellationToken)
    {
        if (request.RefreshToken.Length > MaximumTokenLength)
        {
            return ProblemResults.Invalid("refreshToken", $"has at most {MaximumTokenLength} characters");
        }

        return await sessions.RefreshAsync(request.RefreshToken, cancellationToken) is { } issued
            ? TypedResults.Ok(TokenResponse.Of(issued))
            : ProblemResults.Problem(StatusCodes.Status401Unauthorized, "refresh-failed", "The refresh token is unknown, used or expired");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeTokensAsync(RefreshRequest request, Sessions sessions, CancellationToken cancellationToken)
    {
        if (!Sessions.HasForm(request.RefreshToken))
        {
            return ProblemResults.Invalid("refreshToken", "is a refresh token of this node");
        }

        await sessions.EndAsync(request.RefreshToken, cancellationToken);
        return TypedResults.NoContent();
    }
}
