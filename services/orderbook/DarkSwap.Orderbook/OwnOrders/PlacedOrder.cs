using DarkSwap.Contracts.Orders;

namespace DarkSwap.Orderbook.OwnOrders;

/// <param name="IsNew">False when the same order was placed before.</param>
public sealed record PlacedOrder(OrderSnapshot Order, bool IsNew);
