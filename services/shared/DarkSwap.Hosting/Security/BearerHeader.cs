using Microsoft.AspNetCore.Http;

namespace DarkSwap.Hosting.Security;

/// <summary>The credential of a request: one <c>Authorization</c> header of scheme Bearer, of bounded length.</summary>
public static class BearerHeader
{
    public const string Prefix = "Bearer ";

    private const int JwtParts = 3;

    /// <summary>Null without exactly one such header.</summary>
    public static string? Read(HttpRequest request) =>
        request.Headers.Authorization is [{ Length: > 7 and <= AccessTokens.MaximumLength + 7 } value] && value.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            ? value[Prefix.Length..].Trim()
            : null;

    /// <summary>Whether it has the form of a JWT: operator's tokens and API keys have no dots.</summary>
    public static bool LooksLikeJwt(string credential) => credential.AsSpan().Count('.') == JwtParts - 1;
}
