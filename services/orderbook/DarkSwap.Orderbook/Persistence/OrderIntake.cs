using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Wire.Orders;
using DarkSwap.Orderbook.Domain;
using DarkSwap.Orderbook.Options;
using DarkSwap.Orderbook.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace DarkSwap.Orderbook.Persistence;

/// <summary>Merges verified order events into the book, all of a burst with a few queries. The caller saves.</summary>
public sealed class OrderIntake(OrderbookDbContext context, BookWriter writer, TimeProvider timeProvider, OrderbookMetrics metrics, IOptions<OrderbookOptions> options)
{
    /// <summary>Returns the events that were news.</summary>
    /// <param name="ownPeerId">Maker of own orders.</param>
    public async Task<IReadOnlyList<SignedOrderEvent>> MergeAsync(IEnumerable<OrderEvent> events, string network, string ownPeerId, CancellationToken cancellationToken)
    {
        var incoming = OrderKnowledge.Collect(events);
        var ids = incoming.Keys.Select(key => key.OrderId).Distinct().ToList();
        var rows = await context.Orders.Where(order => ids.Contains(order.OrderId)).ToDictionaryAsync(order => order.OrderId, cancellationToken);
        var orphans = await context.Orphans.Where(orphan => ids.Contains(orphan.OrderId)).ToDictionaryAsync(orphan => new OrderKey(orphan.OrderId, orphan.Signer), cancellationToken);
        var room = await MeasureRoomAsync(incoming, cancellationToken);
        var news = new List<SignedOrderEvent>();
        foreach (var (key, knowledge) in incoming)
        {
            if (rows.TryGetValue(key.OrderId, out var row))
            {
                // The word of another key than the maker's is nothing.
                if (row.Maker == key.Signer)
                {
                    MergeInto(row, knowledge, news);
                }
            }
            else if (knowledge.Creation is not null)
            {
                AddOrder(key, knowledge, orphans, key.Signer == ownPeerId, room, news);
            }
            else
            {
                KeepOrphan(key, knowledge, network, orphans, room);
            }
        }

        return news;
    }

    private void MergeInto(OrderRow row, OrderKnowledge knowledge, List<SignedOrderEvent> news)
    {
        var before = StoredKnowledge.Of(row);
        var after = before.Merge(knowledge);
        if (after != before)
        {
            writer.Update(row, before, after);
            AddNews(before, after, news);
        }
    }

    private void AddOrder(OrderKey key, OrderKnowledge knowledge, Dictionary<OrderKey, OrphanRow> orphans, bool isOwn, Room room, List<SignedOrderEvent> news)
    {
        if (!isOwn && !room.TryTakeOrder(key.Signer, options.Value))
        {
            metrics.Dropped();
            return;
        }

        if (orphans.Remove(key, out var orphan))
        {
            knowledge = knowledge.Merge(StoredKnowledge.Of(orphan));
            context.Orphans.Remove(orphan);
        }

        writer.Add(knowledge, isOwn);
        AddNews(OrderKnowledge.Nothing, knowledge, news);
    }

    /// <summary>Not passed on: others hear of it with the order itself.</summary>
    private void KeepOrphan(OrderKey key, OrderKnowledge knowledge, string network, Dictionary<OrderKey, OrphanRow> orphans, Room room)
    {
        if (!orphans.TryGetValue(key, out var orphan))
        {
            if (!room.TryTakeOrphan(key.Signer, options.Value))
            {
                metrics.Dropped();
                return;
            }

            orphan = new OrphanRow { OrderId = key.OrderId, Signer = key.Signer, Network = network };
            context.Orphans.Add(orphan);
            orphans.Add(key, orphan);
        }

        var before = StoredKnowledge.Of(orphan);
        var after = before.Merge(knowledge);
        if (after == before)
        {
            return;
        }

        orphan.UpdateEnvelope = after.Update?.Envelope;
        orphan.CancellationEnvelope = after.Cancellation?.Envelope;
        orphan.ForgetAt = timeProvider.GetUtcNow() + OrderLimits.MaximumLifetime + OrderLimits.MaximumClockSkew;
    }

    private static void AddNews(OrderKnowledge before, OrderKnowledge after, List<SignedOrderEvent> news)
    {
        Add(before.Cancellation, after.Cancellation, OrderEventKind.Cancel);
        Add(before.Creation, after.Creation, OrderEventKind.Create);
        Add(before.Update, after.Update, OrderEventKind.Update);

        void Add(OrderEvent? known, OrderEvent? now, OrderEventKind kind)
        {
            if (now is not null && (known is null || !known.Envelope.AsSpan().SequenceEqual(now.Envelope)))
            {
                news.Add(new SignedOrderEvent(kind, now.Envelope));
            }
        }
    }

    private async Task<Room> MeasureRoomAsync(Dictionary<OrderKey, OrderKnowledge> incoming, CancellationToken cancellationToken)
    {
        var signers = incoming.Keys.Select(key => key.Signer).Distinct().ToList();
        return new Room
        {
            Orders = await context.Orders.CountAsync(cancellationToken),
            Orphans = await context.Orphans.CountAsync(cancellationToken),
            OrdersByMaker = await context.Orders.Where(order => signers.Contains(order.Maker)).GroupBy(order => order.Maker)
                .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken),
            OrphansBySigner = await context.Orphans.Where(orphan => signers.Contains(orphan.Signer)).GroupBy(orphan => orphan.Signer)
                .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken),
        };
    }

    private sealed class Room
    {
        public required int Orders { get; set; }
        public required int Orphans { get; set; }
        public required Dictionary<string, int> OrdersByMaker { get; init; }
        public required Dictionary<string, int> OrphansBySigner { get; init; }

        public bool TryTakeOrder(string maker, OrderbookOptions options)
        {
            var ofMaker = OrdersByMaker.GetValueOrDefault(maker);
            if (Orders >= options.MaximumOrders || ofMaker >= options.MaximumOrdersPerMaker)
            {
                return false;
            }

            Orders++;
            OrdersByMaker[maker] = ofMaker + 1;
            return true;
        }

        public bool TryTakeOrphan(string signer, OrderbookOptions options)
        {
            var ofSigner = OrphansBySigner.GetValueOrDefault(signer);
            if (Orphans >= options.MaximumOrphans || ofSigner >= options.MaximumOrphansPerSigner)
            {
                return false;
            }

            Orphans++;
            OrphansBySigner[signer] = ofSigner + 1;
            return true;
        }
    }
}
