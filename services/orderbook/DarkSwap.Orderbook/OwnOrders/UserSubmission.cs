using DarkSwap.Contracts.Orders;

namespace DarkSwap.Orderbook.OwnOrders;

/// <param name="Envelope">What the user's key has signed.</param>
/// <param name="Settlement">The private side of a new order.</param>
/// <param name="Coins">The coins that settle an order that buys, after a change; null: as before.</param>
public sealed record UserSubmission(byte[] Envelope, Settlement? Settlement, IReadOnlyList<BackingCoin>? Coins);
