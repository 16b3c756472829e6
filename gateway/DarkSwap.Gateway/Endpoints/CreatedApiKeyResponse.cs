namespace DarkSwap.Gateway.Endpoints;

/// <summary>A new API key. Its secret is told this once.</summary>
public sealed record CreatedApiKeyResponse
{
    /// <summary>For the header <c>Authorization: Bearer …</c>.</summary>
    public required string Key { get; init; }

    public required ApiKeyResponse ApiKey { get; init; }
}
