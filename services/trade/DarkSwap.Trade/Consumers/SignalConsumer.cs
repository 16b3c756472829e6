using DarkSwap.Contracts;
using DarkSwap.Messaging.Delivery;
using DarkSwap.Messaging.Inbox;
using DarkSwap.Trade.Domain;
using DarkSwap.Trade.Driving;
using DarkSwap.Trade.Persistence;
using MassTransit;

namespace DarkSwap.Trade.Consumers;

/// <summary>Gives a message of another service to the trade that it names, once, and all of them in the order in which they were sent.</summary>
[SharedQueue("trade-signals")]
public abstract class SignalConsumer<TMessage>(TradeStore store, TradeWakeUp wakeUp, TimeProvider timeProvider) : IConsumer<TMessage>
    where TMessage : class, IMessage
{
    public async Task Consume(ConsumeContext<TMessage> delivery)
    {
        var message = delivery.Message;
        var tradeId = TradeOf(message);
        await InboxTransaction.RunAsync(
            store.Context,
            message.EventId,
            GetType().Name,
            timeProvider,
            async token =>
            {
                if (await store.FindRowAsync(tradeId, token) is { } row)
                {
                    await store.ApplyAsync(row, SignalOf(message), token);
                }
            },
            delivery.CancellationToken);
        wakeUp.Set(tradeId);
    }

    protected abstract Guid TradeOf(TMessage message);

    protected abstract TradeSignal SignalOf(TMessage message);
}
