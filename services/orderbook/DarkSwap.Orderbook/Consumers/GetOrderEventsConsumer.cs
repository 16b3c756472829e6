using DarkSwap.Contracts.Orders;
using DarkSwap.Orderbook.Persistence;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Orderbook.Consumers;

/// <summary>Pages through what a peer should know: every order that has not expired, with its newest update, and cancellations too, or a peer that missed one would keep the order open.</summary>
public sealed class GetOrderEventsConsumer(OrderbookDbContext context, TimeProvider timeProvider) : IConsumer<GetOrderEvents>
{
    private const int MaximumOrders = 256;

    /// <summary>Bytes of envelopes after which a page ends, so that with the next order it stays below the protocol's 1 MiB.</summary>
    private const int EnoughBytes = (1024 - 64) * 1024;

    public async Task Consume(ConsumeContext<GetOrderEvents> delivery)
    {
        var request = delivery.Message;
        var now = timeProvider.GetUtcNow();
        var limit = Math.Clamp(request.Limit, 1, MaximumOrders);
        var orders = context.Orders.AsNoTracking().Where(order => order.OriginalExpiresAt > now);
        if (request.Base is { } baseAsset)
        {
            orders = orders.Where(order => order.Base == baseAsset);
        }

        if (request.Quote is { } quoteAsset)
        {
            orders = orders.Where(order => order.Quote == quoteAsset);
        }

        // A cursor that is none of ours begins at the start.
        if (PageCursor.TryRead(request.Cursor, out var cursor))
        {
            orders = orders.Where(order => order.CreatedAt > cursor.Time || (order.CreatedAt == cursor.Time && string.Compare(order.OrderId, cursor.Id) > 0));
        }

        var rows = await orders.OrderBy(order => order.CreatedAt).ThenBy(order => order.OrderId).Take(limit + 1)
            .Select(order => new { order.OrderId, order.CreatedAt, order.CreationEnvelope, order.UpdateEnvelope, order.CancellationEnvelope })
            .ToListAsync(delivery.CancellationToken);
        var events = new List<SignedOrderEvent>();
        var bytes = 0;
        var count = 0;
        foreach (var row in rows.Take(limit).TakeWhile(_ => bytes < EnoughBytes))
        {
            count++;
            bytes += row.CreationEnvelope.Length + (row.CancellationEnvelope ?? row.UpdateEnvelope ?? []).Length;
            events.Add(new SignedOrderEvent(OrderEventKind.Create, row.CreationEnvelope));
            if (row.CancellationEnvelope is { } cancellation)
            {
                events.Add(new SignedOrderEvent(OrderEventKind.Cancel, cancellation));
            }
            else if (row.UpdateEnvelope is { } update)
            {
                events.Add(new SignedOrderEvent(OrderEventKind.Update, update));
            }
        }

        await delivery.RespondAsync(new OrderEventsPage
        {
            Events = events,
            Cursor = rows.Count > count ? new PageCursor(rows[count - 1].CreatedAt, rows[count - 1].OrderId).ToString() : null,
        });
    }
}
