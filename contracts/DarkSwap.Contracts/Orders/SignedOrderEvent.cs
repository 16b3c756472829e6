namespace DarkSwap.Contracts.Orders;

/// <summary>A creation, update or cancellation as its maker signed it.</summary>
/// <param name="Envelope">Bytes of the libp2p signed envelope.</param>
public sealed record SignedOrderEvent(OrderEventKind Kind, byte[] Envelope);
