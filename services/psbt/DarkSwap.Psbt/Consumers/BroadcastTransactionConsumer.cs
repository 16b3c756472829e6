using DarkSwap.Contracts.Psbts;
using DarkSwap.Messaging.Delivery;
using DarkSwap.Messaging.Inbox;
using DarkSwap.Psbt.Broadcast;
using DarkSwap.Psbt.Ordering;
using DarkSwap.Psbt.Persistence;
using MassTransit;

namespace DarkSwap.Psbt.Consumers;

/// <summary>Stores the transaction and wakes the broadcaster; nothing is sent before it is stored.</summary>
[SharedQueue(TradeQueues.Watch)]
public sealed class BroadcastTransactionConsumer(PsbtDbContext context, CommandVersions versions, BroadcastSignal signal, TimeProvider timeProvider) : IConsumer<BroadcastTransaction>
{
    public async Task Consume(ConsumeContext<BroadcastTransaction> delivery)
    {
        var command = delivery.Message;
        await InboxTransaction.RunAsync(
            context,
            command.EventId,
            nameof(BroadcastTransactionConsumer),
            timeProvider,
            async token =>
            {
                if (await versions.IsOutdatedAsync(CommandSubjects.WatchOf(command.TradeId), delivery, token))
                {
                    return;
                }

                if (await context.FindAsync<BroadcastJob>([command.TransactionId], token) is { } known)
                {
                    // Whoever asks again has a reason: what stood against it may have gone.
                    known.State = known.State == BroadcastState.Refused ? BroadcastState.Pending : known.State;
                    known.NextAttemptAt = timeProvider.GetUtcNow();
                }
                else
                {
                    context.Add(new BroadcastJob
                    {
                        TransactionId = command.TransactionId,
                        TradeId = command.TradeId,
                        Transaction = command.Transaction,
                        State = BroadcastState.Pending,
                        NextAttemptAt = timeProvider.GetUtcNow(),
                    });
                }
            },
            delivery.CancellationToken);
        signal.Set();
    }
}
