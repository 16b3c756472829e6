namespace DarkSwap.Gateway.Endpoints;

/// <summary>An API key to be made. It acts for the node's own identity within its scopes.</summary>
public sealed record ApiKeyRequest
{
    /// <summary>For people, 1 to 100 characters.</summary>
    public required string Name { get; init; }

    /// <summary>At least one.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>Default: until it is revoked.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
