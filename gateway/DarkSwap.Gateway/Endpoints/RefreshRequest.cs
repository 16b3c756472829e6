namespace DarkSwap.Gateway.Endpoints;

public sealed record RefreshRequest
{
    public required string RefreshToken { get; init; }
}
