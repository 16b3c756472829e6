namespace DarkSwap.Trade.Endpoints;

public sealed record ReasonRequest
{
    /// <summary>At most 64 characters; the other side sees it.</summary>
    public string? Reason { get; init; }
}
