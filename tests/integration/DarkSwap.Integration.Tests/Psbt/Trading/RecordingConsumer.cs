using DarkSwap.Contracts.Psbts;
using MassTransit;

namespace DarkSwap.Integration.Tests.Psbt.Trading;

internal sealed class RecordingConsumer(RecordedMessages messages)
    : IConsumer<CoinsLocked>, IConsumer<CoinLockRefused>, IConsumer<TradeTransactionObserved>, IConsumer<TradeInputSpent>, IConsumer<BackingSpent>, IConsumer<BroadcastRefused>
{
    public Task Consume(ConsumeContext<CoinsLocked> delivery) => Add(delivery.Message);

    public Task Consume(ConsumeContext<CoinLockRefused> delivery) => Add(delivery.Message);

    public Task Consume(ConsumeContext<TradeTransactionObserved> delivery) => Add(delivery.Message);

    public Task Consume(ConsumeContext<TradeInputSpent> delivery) => Add(delivery.Message);

    public Task Consume(ConsumeContext<BackingSpent> delivery) => Add(delivery.Message);

    public Task Consume(ConsumeContext<BroadcastRefused> delivery) => Add(delivery.Message);

    private Task Add(Contracts.IMessage message)
    {
        messages.Add(message);
        return Task.CompletedTask;
    }
}
