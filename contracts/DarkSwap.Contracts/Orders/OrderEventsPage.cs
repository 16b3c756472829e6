namespace DarkSwap.Contracts.Orders;

public sealed record OrderEventsPage
{
    public required IReadOnlyList<SignedOrderEvent> Events { get; init; }

    /// <summary>Null after the last page.</summary>
    public string? Cursor { get; init; }
}
