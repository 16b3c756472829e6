using DarkSwap.Contracts.Psbts;
using DarkSwap.Messaging.Delivery;
using DarkSwap.Messaging.Inbox;
using DarkSwap.Psbt.Broadcast;
using DarkSwap.Psbt.Ordering;
using DarkSwap.Psbt.Persistence;
using DarkSwap.Psbt.Watching;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Psbt.Consumers;

[SharedQueue(TradeQueues.Watch)]
public sealed class StopWatchingTradeConsumer(PsbtDbContext context, CommandVersions versions, WatchGate gate, TimeProvider timeProvider) : IConsumer<StopWatchingTrade>
{
    public Task Consume(ConsumeContext<StopWatchingTrade> delivery) =>
        gate.RunAsync(
            () => InboxTransaction.RunAsync(
                context,
                delivery.Message.EventId,
                nameof(StopWatchingTradeConsumer),
                timeProvider,
                token => ApplyAsync(delivery, token),
                delivery.CancellationToken),
            delivery.CancellationToken);

    private async Task ApplyAsync(ConsumeContext<StopWatchingTrade> delivery, CancellationToken cancellationToken)
    {
        var tradeId = delivery.Message.TradeId;
        await versions.AdvanceAsync(CommandSubjects.WatchOf(tradeId), delivery, cancellationToken);
        await context.Set<WatchedTrade>().Where(trade => trade.TradeId == tradeId).ExecuteDeleteAsync(cancellationToken);
        await context.Set<WatchedTransaction>().Where(watched => watched.TradeId == tradeId).ExecuteDeleteAsync(cancellationToken);
        await context.Set<WatchedInput>().Where(input => input.TradeId == tradeId).ExecuteDeleteAsync(cancellationToken);
        await context.Set<BroadcastJob>().Where(job => job.TradeId == tradeId).ExecuteDeleteAsync(cancellationToken);
    }
}
