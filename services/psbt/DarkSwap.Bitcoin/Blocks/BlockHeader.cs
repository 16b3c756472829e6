using System.Diagnostics.CodeAnalysis;
using DarkSwap.Bitcoin.Serialization;
using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Bitcoin.Blocks;

/// <summary>The 80 bytes that are mined.</summary>
public sealed record BlockHeader
{
    public const int Size = 80;

    public required uint Version { get; init; }

    public required BlockHash PreviousBlock { get; init; }

    public required Hash256 MerkleRoot { get; init; }

    /// <summary>What the miner says, in seconds since 1970.</summary>
    public required uint TimeUnixSeconds { get; init; }

    /// <summary>The target in compact form.</summary>
    public required uint Bits { get; init; }

    public required uint Nonce { get; init; }

    public BlockHash Hash
    {
        get
        {
            Span<byte> bytes = stackalloc byte[Size];
            Write(bytes);
            return new(Hash256.Of(bytes));
        }
    }

    public static bool TryRead(ReadOnlySpan<byte> source, [NotNullWhen(true)] out BlockHeader? header)
    {
        header = null;
        if (source.Length != Size)
        {
            return false;
        }

        var reader = new ByteReader(source.ToArray());
        return TryRead(ref reader, out header);
    }

    public void Write(Span<byte> destination)
    {
        var writer = new ByteWriter(destination);
        writer.WriteUInt32(Version);
        writer.WriteHash(PreviousBlock.Hash);
        writer.WriteHash(MerkleRoot);
        writer.WriteUInt32(TimeUnixSeconds);
        writer.WriteUInt32(Bits);
        writer.WriteUInt32(Nonce);
    }

    internal static bool TryRead(ref ByteReader reader, [NotNullWhen(true)] out BlockHeader? header)
    {
        header = null;
        if (!reader.TryReadUInt32(out var version)
            || !reader.TryReadHash(out var previousBlock)
            || !reader.TryReadHash(out var merkleRoot)
            || !reader.TryReadUInt32(out var time)
            || !reader.TryReadUInt32(out var bits)
            || !reader.TryReadUInt32(out var nonce))
        {
            return false;
        }

        header = new() { Version = version, PreviousBlock = new(previousBlock), MerkleRoot = merkleRoot, TimeUnixSeconds = time, Bits = bits, Nonce = nonce };
        return true;
    }
}
