using DarkSwap.Contracts.Connectivity;
using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Cryptography;
using DarkSwap.Orderbook.Domain;
using DarkSwap.Orderbook.Intake;
using DarkSwap.Orderbook.Telemetry;

namespace DarkSwap.Orderbook.Persistence;

/// <summary>Changes orders in a context and puts what follows for others into its outbox. The caller saves.</summary>
public sealed class BookWriter(OrderbookDbContext context, TimeProvider timeProvider, OrderbookMetrics metrics)
{
    /// <summary>Queue of everything that is told to peers, so that it leaves in order.</summary>
    private const string PublicationQueue = "order-events";

    private const string RegistrationQueue = "scripts";

    /// <summary>Orders share sixteen queues for what psbt is to watch, by the first digit of their id: each keeps its order, and a burst needs few leases.</summary>
    private const string OrderQueuePrefix = "orders-";

    /// <summary>Stores what is known of an order that has no row yet.</summary>
    public OrderRow Add(OrderKnowledge knowledge, bool isOwn)
    {
        var view = OrderView.Of(knowledge) ?? throw new ArgumentException("The creation is missing.", nameof(knowledge));
        var terms = view.Terms;
        var price = new ExactPrice(terms.PriceNumerator, terms.PriceDenominator);
        var row = new OrderRow
        {
            OrderId = view.OrderId,
            Network = terms.Network,
            Maker = PeerId.FromPublicKey(terms.Maker).ToString(),
            Agent = terms.Agent.ToString(),
            Base = terms.Base.ToString(),
            Quote = terms.Quote.ToString(),
            Side = terms.Side == OrderDocumentSide.Sell ? OrderSide.Sell : OrderSide.Buy,
            BaseAmount = terms.BaseAmount,
            PriceQuote = terms.PriceNumerator,
            PriceBase = terms.PriceDenominator,
            PriceSortKey = price.SortKey,
            MinimumFill = terms.MinimumFill,
            CreatedAt = terms.CreatedAt,
            OriginalExpiresAt = terms.ExpiresAt,
            MinimumFeeRate = terms.MinimumFeeRate,
            MaximumFeeRate = terms.MaximumFeeRate,
            IsOwn = isOwn,
            CreationEnvelope = knowledge.Creation!.Envelope,
        };
        context.Orders.Add(row);
        Write(row, knowledge, view);
        Tell(row, null, []);
        return row;
    }

    /// <summary>Replaces what is known of an order by something that includes it.</summary>
    public void Update(OrderRow row, OrderKnowledge before, OrderKnowledge after)
    {
        var viewBefore = OrderView.Of(before);
        var view = OrderView.Of(after) ?? throw new ArgumentException("The creation is missing.", nameof(after));
        var (status, coins) = (row.Status, WatchedCoins(row));
        row.Verdict = BackingRule.After(row.Verdict, viewBefore, view);
        Write(row, after, view);
        Tell(row, status, coins);
    }

    public void SetVerdict(OrderRow row, BackingVerdict verdict)
    {
        if (row.Verdict == verdict)
        {
            return;
        }

        var (status, coins) = (row.Status, WatchedCoins(row));
        row.Verdict = verdict;
        row.CheckAttempts = 0;
        row.Status = row.Facts.StatusAt(timeProvider.GetUtcNow());
        Tell(row, status, coins);
    }

    /// <summary>Looks at the clock again.</summary>
    public void Refresh(OrderRow row)
    {
        var (status, coins) = (row.Status, WatchedCoins(row));
        row.Status = row.Facts.StatusAt(timeProvider.GetUtcNow());
        if (row.Status != status)
        {
            Tell(row, status, coins);
        }
    }

    /// <summary>Stores the private side of an order. What it takes to have its coins and addresses followed is left to the caller, who may have more of them.</summary>
    public OwnOrderRow AddOwn(OrderRow row, SettlementDetails details)
    {
        var settlement = details.Settlement;
        var own = new OwnOrderRow
        {
            OrderId = row.OrderId,
            Coins = CoinsJson.Write(details.Coins),
            ReceiveAddress = settlement.ReceiveAddress,
            ChangeAddress = settlement.ChangeAddress,
            ChangeProof = settlement.ChangeProof,
            Acceptance = settlement.Acceptance,
            WantedExpiresAt = row.OriginalExpiresAt,
        };
        context.OwnOrders.Add(own);
        row.IsOwn = true;
        return own;
    }

    /// <param name="exceptPeer">Who sent them; null for own ones.</param>
    public void Publish(IReadOnlyList<SignedOrderEvent> events, string? exceptPeer)
    {
        if (events.Count > 0)
        {
            var (eventId, now) = NewEvent();
            context.AddToOutbox(new PublishOrderEvents { EventId = eventId, OccurredAt = now, ExceptPeer = exceptPeer, Events = events }, PublicationQueue);
        }
    }

    /// <summary>Those of one commit, as one message.</summary>
    public void RegisterScripts(IReadOnlyList<ScriptsOfSubject> registrations)
    {
        if (registrations.Count > 0)
        {
            var (eventId, now) = NewEvent();
            context.AddToOutbox(new RegisterScripts { EventId = eventId, OccurredAt = now, Registrations = registrations }, RegistrationQueue);
        }
    }

    private static IReadOnlyList<string> WatchedCoins(OrderRow row) =>
        row.Side == OrderSide.Sell && !OrderFacts.IsClosed(row.Status) ? [.. CoinsJson.Read(row.Backing).Select(coin => coin.OutPoint)] : [];

    private void Write(OrderRow row, OrderKnowledge knowledge, OrderView view)
    {
        var now = timeProvider.GetUtcNow();
        row.CreationEnvelope = knowledge.Creation!.Envelope;
        row.UpdateEnvelope = knowledge.Update?.Envelope;
        row.CancellationEnvelope = knowledge.Cancellation?.Envelope;
        row.Remaining = view.Remaining;
        row.ExpiresAt = view.ExpiresAt;
        row.IsSuspended = view.IsSuspended;
        row.UpdateSequence = view.UpdateSequence;
        row.UpdateHash = view.UpdateHash;
        row.Backing = CoinsJson.Write(view.Backing);
        row.Status = row.Facts.StatusAt(now);
        if (row.Status == OrderStatus.Pending)
        {
            row.NextCheckAt = now;
            row.CheckAttempts = 0;
        }
    }

    private void Tell(OrderRow row, OrderStatus? before, IReadOnlyList<string> watchedBefore)
    {
        row.Version++;
        if (row.Status != before)
        {
            metrics.StatusChanged(row.Status);
        }

        if (ChangeOf(row, before) is { } kind)
        {
            row.Untold.Add(new OrderChange { Kind = kind, OccurredAt = timeProvider.GetUtcNow(), Order = row.ToSnapshot() });
        }

        var watched = WatchedCoins(row);
        if (!watched.SequenceEqual(watchedBefore))
        {
            var (eventId, now) = NewEvent();
            context.AddToOutbox(new WatchBacking { EventId = eventId, OccurredAt = now, OrderId = row.OrderId, OutPoints = watched }, QueueOf(row), row.Version);
        }
    }

    /// <summary>Opened when it comes into the book, closed when it leaves it, changed in between; nothing about orders that were never in it.</summary>
    private static OrderChangeKind? ChangeOf(OrderRow row, OrderStatus? before)
    {
        var wasOutside = before is null || before == OrderStatus.Pending || OrderFacts.IsClosed(before.Value);
        if (row.Status == OrderStatus.Open && wasOutside)
        {
            return OrderChangeKind.Opened;
        }

        if (before is null)
        {
            return null;
        }

        if (OrderFacts.IsClosed(row.Status))
        {
            return row.Status == before ? null : OrderChangeKind.Closed;
        }

        return OrderChangeKind.Changed;
    }

    private static string QueueOf(OrderRow row) => OrderQueuePrefix + row.OrderId[0];

    private (Guid EventId, DateTimeOffset Now) NewEvent()
    {
        var now = timeProvider.GetUtcNow();
        return (Guid.CreateVersion7(now), now);
    }
}
