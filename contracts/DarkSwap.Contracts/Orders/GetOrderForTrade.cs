namespace DarkSwap.Contracts.Orders;

/// <summary>Request: an order with what a trade needs of it. Answer: <see cref="OrderForTrade"/>.</summary>
public sealed record GetOrderForTrade
{
    public required string OrderId { get; init; }
}
