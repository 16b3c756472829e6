using DarkSwap.Contracts.Psbts;
using DarkSwap.Trade.Domain;
using DarkSwap.Trade.Driving;
using DarkSwap.Trade.Persistence;

namespace DarkSwap.Trade.Consumers;

public sealed class TradeTransactionObservedConsumer(TradeStore store, TradeWakeUp wakeUp, TimeProvider timeProvider) : SignalConsumer<TradeTransactionObserved>(store, wakeUp, timeProvider)
{
    protected override Guid TradeOf(TradeTransactionObserved message) => message.TradeId;

    protected override TradeSignal SignalOf(TradeTransactionObserved message) =>
        new TradeSignal.TransactionObserved(message.TransactionId, message.Status, message.Confirmations, message.Version);
}
