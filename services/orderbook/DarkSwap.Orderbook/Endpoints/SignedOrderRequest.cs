using DarkSwap.Orderbook.OwnOrders;

namespace DarkSwap.Orderbook.Endpoints;

/// <summary>Something that its maker's key has signed: a new order, a change or a cancellation.</summary>
public sealed record SignedOrderRequest
{
    /// <summary>libp2p signed envelope: fields 1 (public key), 2 (payload type), 3 (payload) and 5 (signature), each of bytes.</summary>
    public required byte[] Envelope { get; init; }

    /// <summary>For a new order. A seller may leave the coins empty: they are in the envelope.</summary>
    public SettlementBody? Settlement { get; init; }

    /// <summary>For a change of an order that buys: the coins that settle it from now on, in place of those before. They are private, so the envelope does not name them.</summary>
    public IReadOnlyList<CoinBody>? Coins { get; init; }

    internal UserSubmission ToSubmission() => new(Envelope, Settlement?.ToSettlement(), Coins is null ? null : [.. Coins.Select(CoinBody.ToCoin)]);
}
