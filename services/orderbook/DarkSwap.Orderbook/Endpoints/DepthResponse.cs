using DarkSwap.Orderbook.Domain;

namespace DarkSwap.Orderbook.Endpoints;

/// <summary>A book's levels, best price first.</summary>
public sealed record DepthResponse
{
    public required string Base { get; init; }
    public required string Quote { get; init; }
    public required IReadOnlyList<DepthLevelBody> Bids { get; init; }
    public required IReadOnlyList<DepthLevelBody> Asks { get; init; }

    internal static DepthResponse Of(string baseAsset, string quoteAsset, Depth depth) => new()
    {
        Base = baseAsset,
        Quote = quoteAsset,
        Bids = [.. depth.Bids.Select(DepthLevelBody.Of)],
        Asks = [.. depth.Asks.Select(DepthLevelBody.Of)],
    };
}
