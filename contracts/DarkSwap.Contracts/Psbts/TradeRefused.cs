namespace DarkSwap.Contracts.Psbts;

/// <summary>Why a template cannot be built or inputs cannot be chosen.</summary>
public sealed record TradeRefused
{
    /// <summary>Stable name of the reason, for example <c>InsufficientAsset</c>, <c>DustOutput</c>, <c>ChainUnavailable</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>A sentence for people.</summary>
    public required string Detail { get; init; }

    /// <summary>Whether the same question may have another answer soon (node down, index behind).</summary>
    public required bool IsTransient { get; init; }
}
