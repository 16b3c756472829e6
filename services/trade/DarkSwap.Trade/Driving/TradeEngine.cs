using DarkSwap.Trade.Domain;
using DarkSwap.Trade.Persistence;
using DarkSwap.Trade.Telemetry;
using MassTransit;

namespace DarkSwap.Trade.Driving;

/// <summary>Carries a trade on as far as it goes by itself: work, commit, work. Whoever calls it, and however often, the version decides whose result counts.</summary>
public sealed partial class TradeEngine(IServiceScopeFactory scopes, TradeSteps steps, TradeMetrics metrics, TimeProvider timeProvider, ILogger<TradeEngine> logger)
{
    private const int LongestRun = 64;

    /// <returns>Null when the trade waits; else why its present step has to be tried again.</returns>
    public async Task<string?> AdvanceAsync(Guid tradeId, CancellationToken cancellationToken)
    {
        for (var step = 0; step < LongestRun; step++)
        {
            await using var scope = scopes.CreateAsyncScope();
            var store = scope.ServiceProvider.GetRequiredService<TradeStore>();
            if (await store.FindAsync(tradeId, cancellationToken) is not { } trade
                || TradeView.WakeAtOf(trade, store.Times) is not { } wakeAt || wakeAt > timeProvider.GetUtcNow())
            {
                return null;
            }

            // What is over must not wait for work that cannot be done.
            var result = TradeView.DeadlineOf(trade, store.Times) <= timeProvider.GetUtcNow() || trade.Notice?.Until <= timeProvider.GetUtcNow()
                ? StepResult.Of(new TradeSignal.Tick())
                : await WorkAsync(trade, cancellationToken);
            if (result.Signal is not { } signal)
            {
                metrics.StepRetried(trade.Activity);
                return result.Delay;
            }

            if (await store.ApplyAsync(tradeId, signal, trade.Version, cancellationToken) is { } decision)
            {
                LogStep(tradeId, trade.Side.ToString(), trade.Activity, decision.Outcome, TradeView.StateOf(decision.Trade).ToString(), decision.Trade.Activity, decision.Trade.Reason);
                if (decision.Trade.Version == trade.Version)
                {
                    return "the step changed nothing";
                }
            }
        }

        return "the trade goes on";
    }

    private async Task<StepResult> WorkAsync(TradeAggregate trade, CancellationToken cancellationToken)
    {
        var started = timeProvider.GetTimestamp();
        try
        {
            return await steps.DoAsync(trade, cancellationToken);
        }
        catch (Exception exception) when (exception is RequestException or TimeoutException or HttpRequestException or IOException)
        {
            LogNoAnswer(exception, trade.TradeId, trade.Activity);
            return StepResult.NotNow(exception.Message);
        }
        finally
        {
            metrics.StepDone(trade.Activity, timeProvider.GetElapsedTime(started));
        }
    }

    [LoggerMessage(EventId = 2400, Level = LogLevel.Information, Message = "Trade {TradeId} as {Side}: {Activity} {Outcome}, now {State}, {NextActivity} ({Reason})")]
    private partial void LogStep(Guid tradeId, string side, TradeActivity activity, TradeOutcome outcome, string state, TradeActivity nextActivity, string? reason);

    [LoggerMessage(EventId = 2401, Level = LogLevel.Warning, Message = "Trade {TradeId}: no answer for {Activity}")]
    private partial void LogNoAnswer(Exception exception, Guid tradeId, TradeActivity activity);
}
