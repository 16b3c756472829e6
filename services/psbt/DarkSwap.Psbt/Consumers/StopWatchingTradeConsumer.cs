using DarkSwap.Contracts.Psbts;
using DarkSwap.Messaging.Delivery;
using DarkSwap.Messaging.Inbox;
using DarkSwap.Psbt.Broadcast;
using DarkSwap.Psbt.Persistence;
using DarkSwap.Psbt.Watching;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Psbt.Consumers;

[SharedQueue(TradeQueues.Watch)]
public sealed class StopWatchingTradeConsumer(PsbtDbContext context, WatchGate gate, TimeProvider timeProvider) : IConsumer<StopWatchingTrade>
{
    public Task Consume(ConsumeContext<StopWatchingTrade> delivery) =>
        gate.RunAsync(
            () => InboxTransaction.RunAsync(
                context,
                delivery.Message.EventId,
                nameof(StopWatchingTradeConsumer),
                timeProvider,
                token => ApplyAsync(delivery.Message.TradeId, token),
                delivery.CancellationToken),
            delivery.CancellationToken);

    private async Task ApplyAsync(Guid tradeId, CancellationToken cancellationToken)
    {
        await context.Set<WatchedTrade>().Where(trade => trade.TradeId == tradeId).ExecuteDeleteAsync(cancellationToken);
        await context.Set<WatchedTransaction>().Where(watched => watched.TradeId == tradeId).ExecuteDeleteAsync(cancellationToken);
        await context.Set<WatchedInput>().Where(input => input.TradeId == tradeId).ExecuteDeleteAsync(cancellationToken);
        await context.Set<BroadcastJob>().Where(job => job.TradeId == tradeId).ExecuteDeleteAsync(cancellationToken);
    }
}
