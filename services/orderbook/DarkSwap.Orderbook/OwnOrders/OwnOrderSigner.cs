using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Wire;
using DarkSwap.Contracts.Wire.Orders;
using DarkSwap.Orderbook.Domain;
using DarkSwap.Orderbook.Persistence;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Orderbook.OwnOrders;

/// <summary>Brings what an own order says in line with what it should say: signs an update where they differ, stores it and publishes it.</summary>
public sealed partial class OwnOrderSigner(BookParts parts, OwnOrderIntents intents, ILogger<OwnOrderSigner> logger)
{
    /// <summary>Tries when somebody else changes the order meanwhile.</summary>
    private const int MaximumTries = 5;

    /// <returns>False if it has to be tried again later.</returns>
    public async Task<bool> ReconcileAsync(string orderId, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaximumTries; attempt++)
        {
            if (await TryReconcileAsync(orderId, cancellationToken) is { } isDone)
            {
                return isDone;
            }
        }

        return false;
    }

    /// <summary>Null: the order changed meanwhile.</summary>
    private async Task<bool?> TryReconcileAsync(string orderId, CancellationToken cancellationToken)
    {
        var own = await parts.Context.OwnOrders.AsNoTracking().SingleOrDefaultAsync(order => order.OrderId == orderId, cancellationToken);
        var row = await parts.Context.Orders.AsNoTracking().SingleOrDefaultAsync(order => order.OrderId == orderId, cancellationToken);
        if (own is null || row is null)
        {
            return true;
        }

        var trades = await intents.FillsOfAsync(orderId, cancellationToken);
        if (await intents.FindCoinsAsync(own, row, trades, cancellationToken) is not { } coins)
        {
            return false;
        }

        var before = StoredKnowledge.Of(row);
        var intent = OwnOrderIntents.Of(own, row, trades, coins);
        OrderKnowledge? after = null;

        // Whoever lost an order to a spend that came to nothing says the same again, and everybody looks at the coins again.
        var isRepetition = own.NeedsSignature && row.Status == OrderStatus.Unbacked;
        if (before.Cancellation is null && OrderView.Of(before) is { } view && (isRepetition || !intent.IsSaidBy(view)))
        {
            after = await SignAsync(row, before, intent, cancellationToken);
            if (after is null)
            {
                return false;
            }
        }

        var isDone = await parts.Context.RunInTransactionAsync(token => SaveAsync((own, row, coins), before, after, token), cancellationToken);
        parts.Signals.BackingMayBeDue();
        return isDone;
    }

    private async Task<bool?> SaveAsync(
        (OwnOrderRow Own, OrderRow Row, IReadOnlyList<BackingCoin> Coins) read, OrderKnowledge before, OrderKnowledge? after, CancellationToken cancellationToken)
    {
        var own = await parts.Context.OwnOrders.SingleAsync(order => order.OrderId == read.Own.OrderId, cancellationToken);
        var row = await parts.Context.Orders.SingleAsync(order => order.OrderId == read.Own.OrderId, cancellationToken);
        if (own.Version != read.Own.Version || row.Version != read.Row.Version)
        {
            return null;
        }

        own.Coins = CoinsJson.Write(read.Coins);
        own.NeedsSignature = false;
        own.Version++;
        foreach (var trade in await parts.Context.Trades.Where(trade => trade.OrderId == own.OrderId && trade.Phase == FillPhase.Settled && trade.HasUncheckedCoins).ToListAsync(cancellationToken))
        {
            trade.HasUncheckedCoins = false;
        }

        if (after is not null)
        {
            parts.Writer.Update(row, before, after);
            parts.Writer.Publish([new SignedOrderEvent(OrderEventKind.Update, after.Update!.Envelope)], null);
        }

        return true;
    }

    private async Task<OrderKnowledge?> SignAsync(OrderRow row, OrderKnowledge before, OwnOrderIntent intent, CancellationToken cancellationToken)
    {
        var terms = OwnOrderIntents.TermsOf(row, intent);
        var signed = await parts.Neighbours.SignAsync(
            SigningDomains.Order(row.Network), PayloadTypes.OrderUpdate.ToArray(), SignedOrderUpdate.Payload(terms), cancellationToken);
        if (!signed.IsSuccess)
        {
            LogRefused(row.OrderId, signed.Error);
            return null;
        }

        var read = OrderEventReader.ReadStored(new SignedOrderEvent(OrderEventKind.Update, signed.Value), row.Network);
        return read.IsSuccess
            ? before.Merge(OrderKnowledge.Of(read.Value))
            : throw new InvalidOperationException($"The signed update does not open: {read.Error}.");
    }

    [LoggerMessage(EventId = 2303, Level = LogLevel.Warning, Message = "No signature for an update of order {OrderId}: {Reason}")]
    private partial void LogRefused(string orderId, string reason);
}
