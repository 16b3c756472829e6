using DarkSwap.Contracts.Psbts;
using DarkSwap.Messaging.Delivery;
using DarkSwap.Messaging.Inbox;
using DarkSwap.Psbt.Ordering;
using DarkSwap.Psbt.Persistence;
using DarkSwap.Psbt.Watching;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Psbt.Consumers;

[SharedQueue(TradeQueues.Watch)]
public sealed class WatchTradeConsumer(PsbtDbContext context, CommandVersions versions, WatchParts parts, TimeProvider timeProvider) : IConsumer<WatchTrade>
{
    public async Task Consume(ConsumeContext<WatchTrade> delivery)
    {
        var command = delivery.Message;
        await parts.Gate.RunAsync(
            () => InboxTransaction.RunAsync(context, command.EventId, nameof(WatchTradeConsumer), timeProvider, token => ApplyAsync(delivery, token), delivery.CancellationToken),
            delivery.CancellationToken);
        parts.Signal.Set();
    }

    private async Task ApplyAsync(ConsumeContext<WatchTrade> delivery, CancellationToken cancellationToken)
    {
        var command = delivery.Message;
        if (await versions.IsOutdatedAsync(CommandSubjects.WatchOf(command.TradeId), delivery, cancellationToken))
        {
            return;
        }

        var trade = await context.FindAsync<WatchedTrade>([command.TradeId], cancellationToken) ?? context.Add(new WatchedTrade { TradeId = command.TradeId }).Entity;

        if (await context.FindAsync<WatchedTransaction>([command.TradeId, command.Round], cancellationToken) is null)
        {
            context.Add(new WatchedTransaction { TradeId = command.TradeId, Round = command.Round, TransactionId = command.TransactionId, Status = TransactionStatus.Unseen });
        }

        var known = await context.Set<WatchedInput>().Where(input => input.TradeId == command.TradeId).ToDictionaryAsync(input => input.OutPoint, cancellationToken);
        foreach (var outPoint in command.Inputs.Distinct())
        {
            if (!known.TryGetValue(outPoint, out var input))
            {
                context.Add(new WatchedInput { TradeId = command.TradeId, OutPoint = outPoint, Status = TransactionStatus.Unseen, NeedsLookBack = true });
                continue;
            }

            input.NeedsLookBack = true;
            if (input.SpendingTransactionId == command.TransactionId)
            {
                parts.Watcher.TakeBack(context, trade, input);
            }
        }
    }
}
