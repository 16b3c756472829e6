using DarkSwap.Contracts.Orders;

namespace DarkSwap.Orderbook.Intake;

/// <summary>What a committed submission came to.</summary>
public sealed record SubmissionResult
{
    /// <summary>Events that nobody here had seen; empty for a repetition.</summary>
    public required IReadOnlyList<SignedOrderEvent> News { get; init; }

    /// <summary>Whether the private side of the order was stored now, for a submission that has one.</summary>
    public bool IsNewOwnOrder { get; init; }

    /// <summary>The order as it is now, for a submission through the API; null for an update or cancellation of an order that is not known.</summary>
    public OrderSnapshot? Order { get; init; }
}
