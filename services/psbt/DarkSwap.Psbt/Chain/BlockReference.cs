using DarkSwap.Bitcoin.Blocks;

namespace DarkSwap.Psbt.Chain;

/// <summary>A block by height and hash. Height −1 with the zero hash stands before the first block.</summary>
public readonly record struct BlockReference(int Height, BlockHash Hash)
{
    public static BlockReference BeforeGenesis { get; } = new(-1, default);

    public override string ToString() => $"{Height} ({Hash})";
}
