namespace DarkSwap.Trade.Persistence;

/// <summary>What a maker's live trade has for itself alone. The primary key decides who has it.</summary>
public sealed class ClaimRow
{
    /// <summary>As <see cref="Domain.TradeClaims"/> names it.</summary>
    public required string Claim { get; init; }

    public required Guid TradeId { get; init; }
}
