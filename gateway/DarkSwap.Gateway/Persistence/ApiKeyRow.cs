namespace DarkSwap.Gateway.Persistence;

/// <summary>An API key without its secret.</summary>
public sealed class ApiKeyRow
{
    /// <summary>16 lower-case hex digits; part of the key itself, and of its subject.</summary>
    public required string KeyId { get; init; }

    public required string Name { get; init; }

    /// <summary>SHA-256 of the whole key, lower-case hex: keys are random, so no slow hash is needed.</summary>
    public required string SecretHash { get; init; }

    /// <summary>Separated by spaces.</summary>
    public required string Scope { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null: until it is revoked.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>To the minute.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }
}
