namespace DarkSwap.Bitcoin.Runes;

/// <summary>Under which terms anybody may mint an etched rune. Where absolute and relative bounds are both given, both hold.</summary>
public sealed record MintTerms
{
    /// <summary>What one mint gives, in the smallest unit; none gives 0.</summary>
    public UInt128? Amount { get; init; }

    /// <summary>How many mints there may be; without it, none.</summary>
    public UInt128? Cap { get; init; }

    /// <summary>First height at which minting is open.</summary>
    public ulong? HeightStart { get; init; }

    /// <summary>First height at which minting is closed.</summary>
    public ulong? HeightEnd { get; init; }

    /// <summary>As <see cref="HeightStart"/>, in blocks after the etching.</summary>
    public ulong? OffsetStart { get; init; }

    /// <summary>As <see cref="HeightEnd"/>, in blocks after the etching.</summary>
    public ulong? OffsetEnd { get; init; }

    /// <summary>True if one more mint is allowed at <paramref name="height"/> after <paramref name="mints"/> of them.</summary>
    public bool AreOpenAt(ulong height, ulong etchedHeight, UInt128 mints) =>
        !(height < HeightStart)
        && !(height >= HeightEnd)
        && !(height < After(etchedHeight, OffsetStart))
        && !(height >= After(etchedHeight, OffsetEnd))
        && mints < (Cap ?? UInt128.Zero);

    private static ulong? After(ulong height, ulong? offset) =>
        offset is { } blocks ? (blocks > ulong.MaxValue - height ? ulong.MaxValue : height + blocks) : null;
}
