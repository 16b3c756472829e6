using DarkSwap.Contracts.Psbts;
using DarkSwap.Messaging.Delivery;
using DarkSwap.Messaging.Inbox;
using DarkSwap.Psbt.Coins;
using DarkSwap.Psbt.Persistence;
using MassTransit;

namespace DarkSwap.Psbt.Consumers;

[SharedQueue(TradeQueues.Coins)]
public sealed class ReleaseCoinsConsumer(PsbtDbContext context, TimeProvider timeProvider) : IConsumer<ReleaseCoins>
{
    public Task Consume(ConsumeContext<ReleaseCoins> delivery) =>
        InboxTransaction.RunAsync(
            context,
            delivery.Message.EventId,
            nameof(ReleaseCoinsConsumer),
            timeProvider,
            token => CoinLockBook.ReleaseAsync(context, delivery.Message.TradeId, token),
            delivery.CancellationToken);
}
