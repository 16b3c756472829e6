using DarkSwap.Orderbook.Domain;

namespace DarkSwap.Orderbook.Persistence;

/// <summary>A pair at a glance; what is null there is none of.</summary>
public sealed record MarketSummary
{
    public required ExactPrice? BestBid { get; init; }
    public required ExactPrice? BestAsk { get; init; }
    public required int OpenOrders { get; init; }
    public required TradeRow? LastTrade { get; init; }
}
