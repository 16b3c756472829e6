using DarkSwap.Contracts.Psbts;
using DarkSwap.Trade.Domain;
using DarkSwap.Trade.Driving;
using DarkSwap.Trade.Persistence;

namespace DarkSwap.Trade.Consumers;

public sealed class TradeInputSpentConsumer(TradeStore store, TradeWakeUp wakeUp, TimeProvider timeProvider) : SignalConsumer<TradeInputSpent>(store, wakeUp, timeProvider)
{
    protected override Guid TradeOf(TradeInputSpent message) => message.TradeId;

    protected override TradeSignal SignalOf(TradeInputSpent message) =>
        new TradeSignal.InputSpent(message.OutPoint, message.SpendingTransactionId, message.Status, message.Confirmations, message.Version);
}
