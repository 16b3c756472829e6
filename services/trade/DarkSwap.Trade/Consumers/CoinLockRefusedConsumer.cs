using DarkSwap.Contracts.Psbts;
using DarkSwap.Trade.Domain;
using DarkSwap.Trade.Driving;
using DarkSwap.Trade.Persistence;

namespace DarkSwap.Trade.Consumers;

public sealed class CoinLockRefusedConsumer(TradeStore store, TradeWakeUp wakeUp, TimeProvider timeProvider) : SignalConsumer<CoinLockRefused>(store, wakeUp, timeProvider)
{
    protected override Guid TradeOf(CoinLockRefused message) => message.TradeId;

    protected override TradeSignal SignalOf(CoinLockRefused message) =>
        new TradeSignal.CoinLockRefused(message.OutPoint);
}
