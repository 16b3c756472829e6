using DarkSwap.Contracts.Psbts;
using DarkSwap.Messaging.Delivery;
using DarkSwap.Messaging.Inbox;
using DarkSwap.Psbt.Coins;
using DarkSwap.Psbt.Ordering;
using DarkSwap.Psbt.Persistence;
using MassTransit;

namespace DarkSwap.Psbt.Consumers;

[SharedQueue(TradeQueues.Coins)]
public sealed class ReleaseCoinsConsumer(PsbtDbContext context, CommandVersions versions, TimeProvider timeProvider) : IConsumer<ReleaseCoins>
{
    public Task Consume(ConsumeContext<ReleaseCoins> delivery) =>
        InboxTransaction.RunAsync(
            context,
            delivery.Message.EventId,
            nameof(ReleaseCoinsConsumer),
            timeProvider,
            async token =>
            {
                if (await versions.AdvanceAsync(CommandSubjects.CoinsOf(delivery.Message.TradeId), delivery, token))
                {
                    await CoinLockBook.ReleaseAsync(context, delivery.Message.TradeId, token);
                }
            },
            delivery.CancellationToken);
}
