namespace DarkSwap.Gateway.Endpoints;

public sealed record ApiKeyListResponse
{
    public required IReadOnlyList<ApiKeyResponse> Items { get; init; }
}
