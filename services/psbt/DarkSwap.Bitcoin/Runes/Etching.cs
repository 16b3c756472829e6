using System.Text;

namespace DarkSwap.Bitcoin.Runes;

/// <summary>The creation of a rune as a runestone asks for it. What is absent has its default: 0, none or a reserved name.</summary>
public sealed record Etching
{
    public const byte MaximumDivisibility = 38;

    /// <summary>Decimal places for display, 0 to 38.</summary>
    public byte? Divisibility { get; init; }

    /// <summary>Units that the etching transaction itself allocates.</summary>
    public UInt128? Premine { get; init; }

    public RuneName? Name { get; init; }

    public uint? Spacers { get; init; }

    public Rune? Symbol { get; init; }

    public MintTerms? Terms { get; init; }

    /// <summary>Whether the rune opts in to later changes of the protocol.</summary>
    public bool IsTurbo { get; init; }

    /// <summary>Premine and all mints together; null if that is over 2^128 − 1, which is a flaw.</summary>
    public UInt128? MaximumSupply
    {
        get
        {
            var premine = Premine ?? UInt128.Zero;
            var cap = Terms?.Cap ?? UInt128.Zero;
            var amount = Terms?.Amount ?? UInt128.Zero;
            if (amount != UInt128.Zero && cap > (UInt128.MaxValue - premine) / amount)
            {
                return null;
            }

            return premine + (cap * amount);
        }
    }
}
