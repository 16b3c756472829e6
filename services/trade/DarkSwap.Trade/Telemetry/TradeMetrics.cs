using System.Diagnostics.Metrics;
using DarkSwap.Trade.Domain;

namespace DarkSwap.Trade.Telemetry;

/// <summary>The meter <c>DarkSwap.Trade</c>.</summary>
public sealed class TradeMetrics
{
    private readonly Counter<long> signals;
    private readonly Counter<long> refusedMessages;
    private readonly Counter<long> retries;
    private readonly Histogram<double> stepDuration;

    public TradeMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("DarkSwap.Trade");
        signals = meter.CreateCounter<long>("darkswap.trade.signals", "{signal}", "Signals that trades were given, by kind and outcome.");
        refusedMessages = meter.CreateCounter<long>("darkswap.trade.refused_messages", "{message}", "Messages of peers that were not looked at, by reason.");
        retries = meter.CreateCounter<long>("darkswap.trade.step_retries", "{retry}", "Steps that the moment did not allow, by activity.");
        stepDuration = meter.CreateHistogram<double>("darkswap.trade.step.duration", "s", "Time that the work of a step took, by activity.");
    }

    public void SignalApplied(TradeSignal signal, TradeDecision decision) =>
        signals.Add(1, new("signal", signal.GetType().Name), new("outcome", decision.Outcome.ToString()));

    /// <param name="reason">One of a few fixed words.</param>
    public void MessageRefused(string reason) => refusedMessages.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void StepRetried(TradeActivity activity) => retries.Add(1, new KeyValuePair<string, object?>("activity", activity.ToString()));

    public void StepDone(TradeActivity activity, TimeSpan duration) => stepDuration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("activity", activity.ToString()));
}
