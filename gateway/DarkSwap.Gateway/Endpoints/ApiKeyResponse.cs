using DarkSwap.Gateway.Persistence;

namespace DarkSwap.Gateway.Endpoints;

/// <summary>An API key without its secret.</summary>
public record ApiKeyResponse
{
    public required string KeyId { get; init; }

    public required string Name { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>To the minute; absent if never.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    internal static ApiKeyResponse Of(ApiKeyRow row) => new()
    {
        KeyId = row.KeyId,
        Name = row.Name,
        Scopes = row.Scope.Split(' '),
        CreatedAt = row.CreatedAt,
        ExpiresAt = row.ExpiresAt,
        LastUsedAt = row.LastUsedAt,
    };
}
