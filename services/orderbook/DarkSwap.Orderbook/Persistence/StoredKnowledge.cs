using DarkSwap.Contracts.Orders;
using DarkSwap.Orderbook.Domain;

namespace DarkSwap.Orderbook.Persistence;

/// <summary>Knowledge from stored envelopes. They were verified before they were stored, so what does not open is damage.</summary>
internal static class StoredKnowledge
{
    public static OrderKnowledge Of(OrderRow row) =>
        Read(row.Network, row.CreationEnvelope, row.UpdateEnvelope, row.CancellationEnvelope);

    public static OrderKnowledge Of(OrphanRow row) => Read(row.Network, null, row.UpdateEnvelope, row.CancellationEnvelope);

    private static OrderKnowledge Read(string network, byte[]? creation, byte[]? update, byte[]? cancellation) => new(
        (OrderEvent.Created?)Read(network, OrderEventKind.Create, creation),
        (OrderEvent.Updated?)Read(network, OrderEventKind.Update, update),
        (OrderEvent.Cancelled?)Read(network, OrderEventKind.Cancel, cancellation));

    private static OrderEvent? Read(string network, OrderEventKind kind, byte[]? envelope)
    {
        if (envelope is null)
        {
            return null;
        }

        var read = OrderEventReader.ReadStored(new SignedOrderEvent(kind, envelope), network);
        return read.IsSuccess ? read.Value : throw new InvalidDataException($"A stored {kind} envelope does not open: {read.Error}.");
    }
}
