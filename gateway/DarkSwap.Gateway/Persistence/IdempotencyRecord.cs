namespace DarkSwap.Gateway.Persistence;

/// <summary>What was answered to a request that carried an idempotency key; without an answer while the first such request is under way, or if it died.</summary>
public sealed class IdempotencyRecord
{
    /// <summary>SHA-256 of the caller and the key, lower-case hex.</summary>
    public required string KeyHash { get; init; }

    /// <summary>SHA-256 of method, path, query and body, lower-case hex.</summary>
    public required string RequestHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public int? Status { get; set; }

    public string? ContentType { get; set; }

    public string? Location { get; set; }

    public byte[]? Body { get; set; }
}
