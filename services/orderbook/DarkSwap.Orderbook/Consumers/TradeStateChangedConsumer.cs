using DarkSwap.Contracts.Trades;
using DarkSwap.Messaging.Inbox;
using DarkSwap.Orderbook.OwnOrders;
using DarkSwap.Orderbook.Persistence;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Orderbook.Consumers;

/// <summary>Writes down what a trade does to an own order and to the market's history. What the order then has to say is signed by the worker.</summary>
public sealed class TradeStateChangedConsumer(BookParts parts) : IConsumer<TradeStateChanged>
{
    public async Task Consume(ConsumeContext<TradeStateChanged> delivery)
    {
        var message = delivery.Message;
        await InboxTransaction.RunAsync(parts.Context, message.EventId, nameof(TradeStateChangedConsumer), parts.TimeProvider, ApplyAsync, delivery.CancellationToken);
        parts.Signals.SignatureMayBeDue();

        async Task ApplyAsync(CancellationToken cancellationToken)
        {
            var trade = await FindOrAddAsync(message, cancellationToken);
            if (message.Version <= trade.TradeVersion)
            {
                return;
            }

            trade.TradeVersion = message.Version;
            trade.TransactionId = message.TransactionId ?? trade.TransactionId;
            if (trade.IsCompleted != (message.State == TradeState.Completed))
            {
                trade.IsCompleted = !trade.IsCompleted;
                trade.ChangedAt = message.OccurredAt;
            }

            if (message.Side == TradeSide.Maker
                && await parts.Context.OwnOrders.SingleOrDefaultAsync(order => order.OrderId == message.OrderId, cancellationToken) is { } own)
            {
                OwnFill.Apply(own, trade, message);
            }
        }
    }

    private async Task<TradeRow> FindOrAddAsync(TradeStateChanged message, CancellationToken cancellationToken)
    {
        var tradeId = message.TradeId.ToString("D");
        var trade = await parts.Context.Trades.SingleOrDefaultAsync(row => row.TradeId == tradeId, cancellationToken);
        if (trade is null)
        {
            trade = new TradeRow
            {
                TradeId = tradeId,
                OrderId = message.OrderId,
                Side = message.Side,
                Base = message.Base,
                Quote = message.Quote,
                Fill = message.Fill,
                QuoteSatoshis = message.QuoteSatoshis,
                ChangedAt = message.OccurredAt,
                TradeVersion = long.MinValue,
            };
            parts.Context.Trades.Add(trade);
        }

        return trade;
    }
}
