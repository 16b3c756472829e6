using DarkSwap.Contracts.Psbts;
using DarkSwap.Trade.Domain;
using DarkSwap.Trade.Driving;
using DarkSwap.Trade.Persistence;

namespace DarkSwap.Trade.Consumers;

public sealed class BroadcastRefusedConsumer(TradeStore store, TradeWakeUp wakeUp, TimeProvider timeProvider) : SignalConsumer<BroadcastRefused>(store, wakeUp, timeProvider)
{
    protected override Guid TradeOf(BroadcastRefused message) => message.TradeId;

    protected override TradeSignal SignalOf(BroadcastRefused message) =>
        new TradeSignal.BroadcastRefused(message.TransactionId, message.Reason);
}
