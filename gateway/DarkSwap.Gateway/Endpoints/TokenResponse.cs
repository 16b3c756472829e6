using DarkSwap.Gateway.Authentication;

namespace DarkSwap.Gateway.Endpoints;

/// <summary>Tokens of a user.</summary>
public sealed record TokenResponse
{
    /// <summary>For the header <c>Authorization: Bearer …</c>.</summary>
    public required string AccessToken { get; init; }

    /// <summary>Always <c>Bearer</c>.</summary>
    public required string TokenType { get; init; }

    /// <summary>Seconds that the access token lives.</summary>
    public required int ExpiresIn { get; init; }

    /// <summary>For one refresh, which gives the next one.</summary>
    public required string RefreshToken { get; init; }

    public required DateTimeOffset RefreshTokenExpiresAt { get; init; }

    /// <summary>The proved peer id.</summary>
    public required string Subject { get; init; }

    /// <summary>Separated by spaces.</summary>
    public required string Scope { get; init; }

    internal static TokenResponse Of(IssuedTokens tokens) => new()
    {
        AccessToken = tokens.AccessToken,
        TokenType = "Bearer",
        ExpiresIn = (int)tokens.AccessTokenLifetime.TotalSeconds,
        RefreshToken = tokens.RefreshToken,
        RefreshTokenExpiresAt = tokens.RefreshTokenExpiresAt,
        Subject = tokens.Subject,
        Scope = tokens.Scope,
    };
}
