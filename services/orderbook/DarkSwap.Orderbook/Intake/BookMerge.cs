using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Wire.Orders;
using DarkSwap.Orderbook.Domain;
using DarkSwap.Orderbook.Persistence;

namespace DarkSwap.Orderbook.Intake;

/// <summary>Merges verified events into the rows that a transaction has read and will save.</summary>
internal sealed class BookMerge(BookParts parts, BookRows rows, RoomReservation room)
{
    /// <summary>Returns the events that were news.</summary>
    public IReadOnlyList<SignedOrderEvent> Merge(OrderSubmission submission)
    {
        var news = new List<SignedOrderEvent>();
        foreach (var (key, knowledge) in OrderKnowledge.Collect(submission.Events))
        {
            if (rows.Orders.TryGetValue(key.OrderId, out var row))
            {
                // The word of another key than the maker's is nothing.
                if (row.Maker == key.Signer)
                {
                    MergeInto(row, knowledge, news);
                }
            }
            else if (knowledge.Creation is not null)
            {
                AddOrder(key, knowledge, submission, news);
            }
            else
            {
                KeepOrphan(key, knowledge, submission.Network);
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
            parts.Writer.Update(row, before, after);
            AddNews(before, after, news);
        }
    }

    private void AddOrder(OrderKey key, OrderKnowledge knowledge, OrderSubmission submission, List<SignedOrderEvent> news)
    {
        var isOfNode = key.Signer == submission.OwnPeerId;
        if (!room.TryTakeOrder(key.Signer, isOfNode))
        {
            parts.Metrics.Dropped();
            return;
        }

        if (rows.Orphans.Remove(key, out var orphan))
        {
            knowledge = knowledge.Merge(StoredKnowledge.Of(orphan));
            parts.Context.Orphans.Remove(orphan);
            room.GiveBackOrphan(key.Signer);
        }

        rows.Orders.Add(key.OrderId, parts.Writer.Add(knowledge, isOfNode || submission.Details is not null));
        AddNews(OrderKnowledge.Nothing, knowledge, news);
    }

    /// <summary>Not passed on: others hear of it with the order itself.</summary>
    private void KeepOrphan(OrderKey key, OrderKnowledge knowledge, string network)
    {
        if (!rows.Orphans.TryGetValue(key, out var orphan))
        {
            if (!room.TryTakeOrphan(key.Signer))
            {
                parts.Metrics.Dropped();
                return;
            }

            orphan = new OrphanRow { OrderId = key.OrderId, Signer = key.Signer, Network = network };
            parts.Context.Orphans.Add(orphan);
            rows.Orphans.Add(key, orphan);
        }

        var before = StoredKnowledge.Of(orphan);
        var after = before.Merge(knowledge);
        if (after == before)
        {
            return;
        }

        orphan.UpdateEnvelope = after.Update?.Envelope;
        orphan.CancellationEnvelope = after.Cancellation?.Envelope;
        orphan.ForgetAt = parts.TimeProvider.GetUtcNow() + OrderLimits.MaximumLifetime + OrderLimits.MaximumClockSkew;
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
}
