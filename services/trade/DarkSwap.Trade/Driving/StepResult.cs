using DarkSwap.Trade.Domain;

namespace DarkSwap.Trade.Driving;

/// <summary>What a step's work came to: a signal for the machine, or why the moment does not allow it.</summary>
public sealed record StepResult(TradeSignal? Signal, string? Delay)
{
    public static StepResult Of(TradeSignal signal) => new(signal, null);

    public static StepResult NotNow(string delay) => new(null, delay);
}
