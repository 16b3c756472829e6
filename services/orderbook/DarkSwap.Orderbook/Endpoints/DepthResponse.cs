using DarkSwap.Orderbook.Domain;

namespace DarkSwap.Orderbook.Endpoints;

/// <summary>A book's levels, best price first.</summary>
public sealed record DepthResponse(string Base, string Quote, IReadOnlyList<DepthResponse.Level> Bids, IReadOnlyList<DepthResponse.Level> Asks)
{
    internal static DepthResponse Of(string baseAsset, string quoteAsset, Depth depth) =>
        new(baseAsset, quoteAsset, [.. depth.Bids.Select(Level.Of)], [.. depth.Asks.Select(Level.Of)]);

    /// <param name="Amount">In the base asset's smallest unit.</param>
    public sealed record Level(PriceBody Price, UInt128 Amount, int Orders)
    {
        internal static Level Of(DepthLevel level) => new(PriceBody.Of(level.Price), level.Amount, level.Orders);
    }
}
