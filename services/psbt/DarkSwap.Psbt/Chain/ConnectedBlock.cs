using DarkSwap.Bitcoin.Blocks;

namespace DarkSwap.Psbt.Chain;

/// <summary>A block at its place in the chain.</summary>
public sealed record ConnectedBlock(BlockReference Reference, Block Block)
{
    public int Height => Reference.Height;

    public BlockHash Hash => Reference.Hash;
}
