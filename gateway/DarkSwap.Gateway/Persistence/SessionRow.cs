namespace DarkSwap.Gateway.Persistence;

/// <summary>A family of refresh tokens, of which only the newest is good.</summary>
public sealed class SessionRow
{
    /// <summary>SHA-256 of the part that all tokens of the family share, lower-case hex.</summary>
    public required string SessionId { get; init; }

    /// <summary>SHA-256 of the newest token, lower-case hex.</summary>
    public required string TokenHash { get; init; }

    /// <summary>Peer id.</summary>
    public required string Subject { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the newest token is worth nothing.</summary>
    public required DateTimeOffset TokenExpiresAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}
