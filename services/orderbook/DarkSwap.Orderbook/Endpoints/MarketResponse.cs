using DarkSwap.Orderbook.Persistence;

namespace DarkSwap.Orderbook.Endpoints;

/// <summary>A pair at a glance; what is absent there is none of.</summary>
public sealed record MarketResponse
{
    public required string Base { get; init; }
    public required string Quote { get; init; }
    public PriceBody? BestBid { get; init; }
    public PriceBody? BestAsk { get; init; }
    public required int OpenOrders { get; init; }
    public MarketTradeResponse? LastTrade { get; init; }

    internal static MarketResponse Of(string baseAsset, string quoteAsset, MarketSummary summary) => new()
    {
        Base = baseAsset,
        Quote = quoteAsset,
        BestBid = summary.BestBid is { } bid ? PriceBody.Of(bid) : null,
        BestAsk = summary.BestAsk is { } ask ? PriceBody.Of(ask) : null,
        OpenOrders = summary.OpenOrders,
        LastTrade = summary.LastTrade is { } trade ? MarketTradeResponse.Of(trade) : null,
    };
}
