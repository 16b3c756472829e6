namespace DarkSwap.Gateway.Authentication;

internal sealed record IssuedTokens(string AccessToken, TimeSpan AccessTokenLifetime, string RefreshToken, DateTimeOffset RefreshTokenExpiresAt, string Subject, string Scope);
