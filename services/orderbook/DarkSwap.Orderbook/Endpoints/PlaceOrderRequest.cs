namespace DarkSwap.Orderbook.Endpoints;

/// <summary>An order for the node to sign.</summary>
public sealed record PlaceOrderRequest
{
    /// <summary>From the draft.</summary>
    public required byte[] Document { get; init; }

    public required SettlementBody Settlement { get; init; }
}
