using DarkSwap.Contracts.Psbts;

namespace DarkSwap.Trade.Desk;

/// <param name="Detail">A sentence for people.</param>
/// <param name="Checks">The checks that do not pass.</param>
public sealed record TradeFailure(TradeFailureKind Kind, string? Detail = null, IReadOnlyList<SettlementCheckFailure>? Checks = null);
