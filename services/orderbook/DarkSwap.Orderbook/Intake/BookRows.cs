using DarkSwap.Orderbook.Domain;
using DarkSwap.Orderbook.Persistence;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Orderbook.Intake;

/// <summary>What is stored of the orders that a group of submissions is about, tracked by its context.</summary>
internal sealed record BookRows(Dictionary<string, OrderRow> Orders, Dictionary<OrderKey, OrphanRow> Orphans, Dictionary<string, OwnOrderRow> OwnOrders)
{
    public static async Task<BookRows> ReadAsync(OrderbookDbContext context, IReadOnlyCollection<OrderSubmission> submissions, CancellationToken cancellationToken)
    {
        var ids = submissions.SelectMany(submission => submission.Events).Select(orderEvent => orderEvent.Key.OrderId).Distinct(StringComparer.Ordinal).ToArray();
        var own = submissions.Where(submission => submission.Details is not null).Select(submission => submission.Events[0].Key.OrderId).Distinct(StringComparer.Ordinal).ToArray();
        if (!await IsAnyKnownAsync(context, ids, cancellationToken))
        {
            return new BookRows([], [], []);
        }

        return new BookRows(
            await context.Orders.Where(order => ids.Contains(order.OrderId)).ToDictionaryAsync(order => order.OrderId, StringComparer.Ordinal, cancellationToken),
            await context.Orphans.Where(orphan => ids.Contains(orphan.OrderId)).ToDictionaryAsync(orphan => new OrderKey(orphan.OrderId, orphan.Signer), cancellationToken),
            own.Length == 0 ? [] : await context.OwnOrders.Where(order => own.Contains(order.OrderId)).ToDictionaryAsync(order => order.OrderId, StringComparer.Ordinal, cancellationToken));
    }

    /// <summary>One question instead of three where all is new, as most is.</summary>
    private static Task<bool> IsAnyKnownAsync(OrderbookDbContext context, string[] ids, CancellationToken cancellationToken) =>
        context.Orders.Where(order => ids.Contains(order.OrderId)).Select(order => order.OrderId)
            .Concat(context.Orphans.Where(orphan => ids.Contains(orphan.OrderId)).Select(orphan => orphan.OrderId))
            .AnyAsync(cancellationToken);
}
