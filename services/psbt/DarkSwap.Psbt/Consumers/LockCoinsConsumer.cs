using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Messaging.Delivery;
using DarkSwap.Messaging.Inbox;
using DarkSwap.Psbt.Coins;
using DarkSwap.Psbt.Ordering;
using DarkSwap.Psbt.Persistence;
using DarkSwap.Psbt.Telemetry;
using MassTransit;

namespace DarkSwap.Psbt.Consumers;

[SharedQueue(TradeQueues.Coins)]
public sealed partial class LockCoinsConsumer(PsbtDbContext context, CommandVersions versions, TimeProvider timeProvider, PsbtMetrics metrics, ILogger<LockCoinsConsumer> logger) : IConsumer<LockCoins>
{
    public async Task Consume(ConsumeContext<LockCoins> delivery)
    {
        var command = delivery.Message;
        OutPoint? refused = null;
        var isOutdated = false;
        var isFirst = await InboxTransaction.RunAsync(
            context,
            command.EventId,
            nameof(LockCoinsConsumer),
            timeProvider,
            async token =>
            {
                // The trade has ended, or holds the coins for longer, since this was sent.
                isOutdated = !await versions.AdvanceAsync(CommandSubjects.CoinsOf(command.TradeId), delivery, token);
                refused = isOutdated ? null : await LockAsync(command, token);
            },
            delivery.CancellationToken);
        if (!isFirst || isOutdated)
        {
            return;
        }

        metrics.CoinLocks.Add(1, new KeyValuePair<string, object?>("outcome", refused is null ? "locked" : "refused"));
        if (refused is { } outPoint)
        {
            LogRefused(command.TradeId, outPoint);
        }
    }

    private async Task<OutPoint?> LockAsync(LockCoins command, CancellationToken cancellationToken)
    {
        var now = timeProvider.GetUtcNow();
        var outPoints = command.OutPoints.Select(OutPoint.Parse).ToList();
        var refused = await CoinLockBook.LockAsync(context, command.TradeId, outPoints, now, command.ExpiresAt, cancellationToken);
        var eventId = Guid.CreateVersion7(now);
        if (refused is { } outPoint)
        {
            context.AddToOutbox(new CoinLockRefused { EventId = eventId, OccurredAt = now, TradeId = command.TradeId, OutPoint = outPoint.ToString() }, command.TradeId);
        }
        else
        {
            context.AddToOutbox(new CoinsLocked { EventId = eventId, OccurredAt = now, TradeId = command.TradeId }, command.TradeId);
        }

        return refused;
    }

    [LoggerMessage(EventId = 2500, Level = LogLevel.Information, Message = "Refused to lock {OutPoint} for trade {TradeId}: another live trade holds it")]
    private partial void LogRefused(Guid tradeId, OutPoint outPoint);
}
