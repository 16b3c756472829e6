using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Wire.Orders;
using DarkSwap.Primitives;

namespace DarkSwap.Orderbook.Domain;

/// <summary>Verifies signed order events: nobody's word is taken for it, not even connectivity's.</summary>
public static class OrderEventReader
{
    /// <summary>An event that has just arrived.</summary>
    public static Result<OrderEvent, OrderRefusal> Read(SignedOrderEvent signed, string network, DateTimeOffset now) =>
        signed.Kind == OrderEventKind.Create
            ? Wrap(SignedOrderCreation.Open(signed.Envelope, network, now), creation => new OrderEvent.Created(creation, signed.Envelope))
            : ReadStored(signed, network);

    /// <summary>A burst that has just arrived, on all processors: signatures are most of the work. Answers stand in the events' order.</summary>
    public static IReadOnlyList<Result<OrderEvent, OrderRefusal>> ReadAll(IReadOnlyList<SignedOrderEvent> signed, string network, DateTimeOffset now)
    {
        var read = new Result<OrderEvent, OrderRefusal>[signed.Count];
        Parallel.For(0, signed.Count, index => read[index] = Read(signed[index], network, now));
        return read;
    }

    /// <summary>An event that was checked against the clock before.</summary>
    public static Result<OrderEvent, OrderRefusal> ReadStored(SignedOrderEvent signed, string network) => signed.Kind switch
    {
        OrderEventKind.Create => Wrap(SignedOrderCreation.OpenStored(signed.Envelope, network), creation => new OrderEvent.Created(creation, signed.Envelope)),
        OrderEventKind.Update => Wrap(SignedOrderUpdate.Open(signed.Envelope, network), update => new OrderEvent.Updated(update, signed.Envelope)),
        OrderEventKind.Cancel => Wrap(SignedOrderCancellation.Open(signed.Envelope, network), cancellation => new OrderEvent.Cancelled(cancellation, signed.Envelope)),
        _ => OrderRefusal.PayloadTypeWrong,
    };

    private static Result<OrderEvent, OrderRefusal> Wrap<TSigned>(Result<TSigned, OrderRefusal> opened, Func<TSigned, OrderEvent> wrap)
        where TSigned : notnull =>
        opened.IsSuccess ? wrap(opened.Value) : opened.Error;
}
