using System.Globalization;

namespace DarkSwap.Bitcoin.Runes;

/// <summary>Where a rune was etched: height of the block and index of the transaction in it (the coinbase is 0). 0:0 stands for "the rune that this transaction etches".</summary>
public readonly record struct RuneId(ulong Block, uint TransactionIndex) : IComparable<RuneId>
{
    /// <summary>False for ids like 0:7: a block of zero with an index of its own can never be etched, and a runestone that names one is flawed.</summary>
    public bool IsValid => Block > 0 || TransactionIndex == 0;

    public static bool operator <(RuneId left, RuneId right) => left.CompareTo(right) < 0;

    public static bool operator >(RuneId left, RuneId right) => left.CompareTo(right) > 0;

    public static bool operator <=(RuneId left, RuneId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(RuneId left, RuneId right) => left.CompareTo(right) >= 0;

    /// <summary>Reads exactly the text that <see cref="ToString"/> writes, for example <c>840000:3</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out RuneId id)
    {
        id = default;
        var separator = text.IndexOf(':');
        if (separator < 0
            || !TryParseNumber(text[..separator], out var block)
            || !TryParseNumber(text[(separator + 1)..], out var index)
            || index > uint.MaxValue)
        {
            return false;
        }

        id = new RuneId(block, (uint)index);
        return id.IsValid;
    }

    public int CompareTo(RuneId other)
    {
        var byBlock = Block.CompareTo(other.Block);
        return byBlock != 0 ? byBlock : TransactionIndex.CompareTo(other.TransactionIndex);
    }

    /// <summary>The id that follows this one by the deltas of an edict: within a block the index is relative, in a later block it is absolute.</summary>
    public bool TryNext(UInt128 blockDelta, UInt128 transactionIndex, out RuneId next)
    {
        next = default;
        if (blockDelta > ulong.MaxValue - Block)
        {
            return false;
        }

        var index = blockDelta == UInt128.Zero && transactionIndex <= uint.MaxValue
            ? TransactionIndex + transactionIndex
            : transactionIndex;
        if (index > uint.MaxValue)
        {
            return false;
        }

        next = new RuneId(Block + (ulong)blockDelta, (uint)index);
        return next.IsValid;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Block}:{TransactionIndex}");

    private static bool TryParseNumber(ReadOnlySpan<char> text, out ulong number) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number)
        && (text.Length == 1 || text[0] != '0');
}
