using DarkSwap.Primitives;
using DarkSwap.Trade.Domain;
using DarkSwap.Trade.Driving;
using DarkSwap.Trade.Persistence;

namespace DarkSwap.Trade.Desk;

/// <summary>What the operator does with a trade that is there.</summary>
public sealed class TradeDesk(TradeStore store, TradeEngine engine, TradeWakeUp wakeUp)
{
    public async Task<Result<TradeAggregate, TradeFailure>> FindAsync(Guid tradeId, CancellationToken cancellationToken) =>
        await store.FindAsync(tradeId, cancellationToken) is { } trade ? trade : new TradeFailure(TradeFailureKind.UnknownTrade);

    /// <summary>Applies a command, and carries the trade on as far as it goes at once, so that the answer tells where it led.</summary>
    /// <param name="expectedVersion">The version that the command was made for; null for any.</param>
    public async Task<Result<TradeAggregate, TradeFailure>> ApplyAsync(Guid tradeId, TradeSignal command, long? expectedVersion, CancellationToken cancellationToken)
    {
        if (await store.ApplyAsync(tradeId, command, expectedVersion, cancellationToken) is not { } decision)
        {
            return await store.FindAsync(tradeId, cancellationToken) is null
                ? new TradeFailure(TradeFailureKind.UnknownTrade)
                : new TradeFailure(TradeFailureKind.Busy, "The trade changed meanwhile. Look at it again.");
        }

        if (decision.Error is { } error)
        {
            wakeUp.Set(tradeId);
            return new TradeFailure(KindOf(error), $"The trade is {TradeView.StateOf(decision.Trade)}.");
        }

        await engine.AdvanceAsync(tradeId, cancellationToken);
        wakeUp.Set(tradeId);
        return await FindAsync(tradeId, cancellationToken);
    }

    private static TradeFailureKind KindOf(TradeError error) => error switch
    {
        TradeError.WrongState => TradeFailureKind.WrongState,
        TradeError.WrongSide => TradeFailureKind.WrongSide,
        TradeError.RoundInProgress => TradeFailureKind.RoundInProgress,
        TradeError.FeeRateRefused => TradeFailureKind.FeeRateRefused,
        TradeError.TooManyRounds => TradeFailureKind.TooManyRounds,
        TradeError.TransactionMismatch => TradeFailureKind.TransactionMismatch,
        TradeError.Expired => TradeFailureKind.Expired,
    };
}
