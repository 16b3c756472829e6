namespace DarkSwap.Psbt.Domain.Settlement;

/// <summary>A reason and a sentence for people.</summary>
public sealed record SettlementRefusal(SettlementRefusalReason Reason, string Detail)
{
    /// <summary>Whether the same question may have another answer soon.</summary>
    public bool IsTransient => Reason is SettlementRefusalReason.ChainUnavailable or SettlementRefusalReason.AssetsUnknown;
}
