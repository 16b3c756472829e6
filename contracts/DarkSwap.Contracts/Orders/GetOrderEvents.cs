namespace DarkSwap.Contracts.Orders;

/// <summary>Request: a page of open orders as the signed events that made them, oldest order first. Answer: <see cref="OrderEventsPage"/>.</summary>
public sealed record GetOrderEvents
{
    public string? Base { get; init; }
    public string? Quote { get; init; }

    /// <summary>At most so many orders, 1 to 256.</summary>
    public required int Limit { get; init; }

    /// <summary>Where the last page ended; null for the first.</summary>
    public string? Cursor { get; init; }
}
