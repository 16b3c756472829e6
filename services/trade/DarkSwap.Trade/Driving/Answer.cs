using DarkSwap.Contracts.Psbts;

namespace DarkSwap.Trade.Driving;

/// <summary>What a service answered: one of the two is there.</summary>
public sealed record Answer<TAnswer>(TAnswer? Value, TradeRefused? Refusal)
    where TAnswer : class;
