using System.Diagnostics.CodeAnalysis;
using DarkSwap.Bitcoin.Hashing;
using DarkSwap.Bitcoin.Serialization;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Cryptography.Secp256k1;

namespace DarkSwap.Bitcoin.Signatures;

/// <summary>How taproot output keys commit to an internal key and a tree of scripts (BIP-341).</summary>
public static class TaprootCommitment
{
    /// <summary>Of a tree of scripts.</summary>
    public const int MaximumDepth = 128;

    private const int HashSize = 32;
    private const int ControlBlockHeaderSize = 33;

    /// <param name="merkleRoot">32 bytes, or empty for an output without scripts.</param>
    public static byte[] Tweak(ReadOnlySpan<byte> internalKey, ReadOnlySpan<byte> merkleRoot) => TaggedHash.TapTweak.Of([.. internalKey, .. merkleRoot]);

    /// <summary>The output key for an internal key; false for bytes that are no key.</summary>
    public static bool TryGetOutputKey(ReadOnlySpan<byte> internalKey, ReadOnlySpan<byte> merkleRoot, [NotNullWhen(true)] out XOnlyPublicKey? outputKey)
    {
        outputKey = null;
        return XOnlyPublicKey.TryParse(internalKey, out var key) && key.TryTweakAdd(Tweak(internalKey, merkleRoot), out outputKey, out _);
    }

    public static byte[] LeafHash(byte leafVersion, ReadOnlySpan<byte> script)
    {
        var data = new byte[1 + CompactSize.LengthWithPrefix(script.Length)];
        var writer = new ByteWriter(data);
        writer.WriteByte(leafVersion);
        writer.WritePrefixedBytes(script);
        return TaggedHash.TapLeaf.Of(data);
    }

    /// <summary>The parent of two nodes, in whichever order they are given.</summary>
    public static byte[] BranchHash(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) =>
        left.SequenceCompareTo(right) < 0 ? TaggedHash.TapBranch.Of([.. left, .. right]) : TaggedHash.TapBranch.Of([.. right, .. left]);

    /// <summary>Whether a script with its control block belongs to an output key.</summary>
    /// <param name="controlBlock">Leaf version and parity, internal key, path.</param>
    public static bool IsLeafOf(ReadOnlySpan<byte> outputKey, ReadOnlySpan<byte> controlBlock, byte leafVersion, ReadOnlySpan<byte> script)
    {
        if (controlBlock.Length is < ControlBlockHeaderSize or > ControlBlockHeaderSize + (MaximumDepth * HashSize)
            || (controlBlock.Length - ControlBlockHeaderSize) % HashSize != 0
            || (controlBlock[0] & 0xFE) != leafVersion
            || !XOnlyPublicKey.TryParse(controlBlock[1..ControlBlockHeaderSize], out var internalKey))
        {
            return false;
        }

        var node = LeafHash(leafVersion, script);
        for (var path = controlBlock[ControlBlockHeaderSize..]; !path.IsEmpty; path = path[HashSize..])
        {
            node = BranchHash(node, path[..HashSize]);
        }

        return internalKey.IsTweakedTo(outputKey, (controlBlock[0] & 1) == 1, Tweak(controlBlock[1..ControlBlockHeaderSize], node));
    }
}
