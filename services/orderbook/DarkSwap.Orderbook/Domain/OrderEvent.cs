using DarkSwap.Contracts.Wire.Orders;
using DarkSwap.Cryptography;

namespace DarkSwap.Orderbook.Domain;

/// <summary>A verified creation, update or cancellation, with the envelope that proves it to others.</summary>
public abstract record OrderEvent
{
    private OrderEvent(string orderId, PublicKey signer, byte[] envelope)
    {
        Key = new OrderKey(orderId, PeerId.FromPublicKey(signer).ToString());
        Envelope = envelope;
    }

    /// <summary>What it is about, and who says so: only the maker's word counts, and who the maker is, is known only with the creation.</summary>
    public OrderKey Key { get; }

    public byte[] Envelope { get; }

    public sealed record Created(SignedOrderCreation Order, byte[] Bytes) : OrderEvent(Order.OrderId, Order.Terms.Maker, Bytes);

    public sealed record Updated(SignedOrderUpdate Update, byte[] Bytes) : OrderEvent(Update.Terms.OrderId, Update.Signer, Bytes);

    public sealed record Cancelled(SignedOrderCancellation Cancellation, byte[] Bytes) : OrderEvent(Cancellation.OrderId, Cancellation.Signer, Bytes);
}
