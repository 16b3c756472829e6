using DarkSwap.Trade.Domain;

namespace DarkSwap.Trade.Desk;

/// <param name="IsNew">False when the same request had begun it before.</param>
public sealed record StartedTrade(TradeAggregate Trade, bool IsNew);
