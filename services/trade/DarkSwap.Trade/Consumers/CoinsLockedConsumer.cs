using DarkSwap.Contracts.Psbts;
using DarkSwap.Trade.Domain;
using DarkSwap.Trade.Driving;
using DarkSwap.Trade.Persistence;

namespace DarkSwap.Trade.Consumers;

public sealed class CoinsLockedConsumer(TradeStore store, TradeWakeUp wakeUp, TimeProvider timeProvider) : SignalConsumer<CoinsLocked>(store, wakeUp, timeProvider)
{
    protected override Guid TradeOf(CoinsLocked message) => message.TradeId;

    protected override TradeSignal SignalOf(CoinsLocked message) =>
        new TradeSignal.CoinsLocked();
}
