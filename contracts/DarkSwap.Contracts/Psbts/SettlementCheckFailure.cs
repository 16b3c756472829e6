namespace DarkSwap.Contracts.Psbts;

/// <summary>A check that did not pass.</summary>
/// <param name="IsTransient">Whether it may pass soon (node down, index behind, confirmations missing).</param>
public sealed record SettlementCheckFailure(SettlementCheck Check, string Detail, bool IsTransient);
