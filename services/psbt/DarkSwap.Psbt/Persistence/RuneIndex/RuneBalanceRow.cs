namespace DarkSwap.Psbt.Persistence.RuneIndex;

/// <summary>How much of one rune one unspent output holds.</summary>
public sealed class RuneBalanceRow
{
    /// <summary>Transaction id in the order of serialization and output index, little-endian: 36 bytes.</summary>
    public required byte[] OutPoint { get; init; }

    public required long RuneBlock { get; init; }

    public required long RuneTransactionIndex { get; init; }

    public required UInt128 Amount { get; init; }

    /// <summary>SHA-256 of the output's script.</summary>
    public required byte[] ScriptHash { get; init; }
}
