namespace DarkSwap.Psbt.Domain.Settlement;

/// <summary>Constants of template version 1.</summary>
public static class SettlementLimits
{
    public const int TemplateVersion = 1;

    /// <summary>Value of the outputs that carry runes, in satoshis.</summary>
    public const long PostageSatoshis = 546;

    /// <summary>Longest OP_RETURN script, in bytes.</summary>
    public const int MaximumDataScriptLength = 83;

    public const int MaximumInputsOfOneSide = 50;

    /// <summary>Highest fee rate that is ever built, in satoshis per 1,000 virtual bytes (5,000 sat/vB).</summary>
    public const long MaximumFeeRate = 5_000_000;
}
