using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using DarkSwap.Bitcoin.Serialization;
using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Bitcoin.Blocks;

/// <summary>A block as a node serves it. Proof of work is the node's business and isn't judged here; <see cref="HasValidMerkleRoot"/> ties the transactions to the header.</summary>
public sealed class Block(BlockHeader header, ImmutableArray<Transaction> transactions)
{
    public BlockHeader Header { get; } = header;

    /// <summary>In block order; the first is the coinbase.</summary>
    public ImmutableArray<Transaction> Transactions { get; } = transactions;

    /// <summary>Reads a block that fills <paramref name="source"/>; it is copied.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, [NotNullWhen(true)] out Block? block) => TryReadWithoutCopy(source.ToArray(), out block);

    /// <summary>As above; scripts stay slices of <paramref name="source"/>, which must not change any more.</summary>
    public static bool TryReadWithoutCopy(ReadOnlyMemory<byte> source, [NotNullWhen(true)] out Block? block)
    {
        block = null;
        var reader = new ByteReader(source);
        if (!BlockHeader.TryRead(ref reader, out var header) || !reader.TryReadCount(TransactionReader.MinimumSize, out var count))
        {
            return false;
        }

        var transactions = new Transaction[count];
        for (var index = 0; index < count; index++)
        {
            if (!TransactionReader.TryRead(ref reader, TransactionFormat.WithWitness, out var transaction))
            {
                return false;
            }

            transactions[index] = transaction;
        }

        if (reader.Remaining != 0)
        {
            return false;
        }

        block = new(header, ImmutableCollectionsMarshal.AsImmutableArray(transactions));
        return true;
    }

    public static Block Parse(ReadOnlySpan<byte> source) => TryRead(source, out var block) ? block : throw new FormatException("Not a block.");

    public byte[] ToArray()
    {
        var size = BlockHeader.Size + CompactSize.LengthOf((ulong)Transactions.Length);
        foreach (var transaction in Transactions)
        {
            size += transaction.Size;
        }

        var bytes = new byte[size];
        Header.Write(bytes);
        var position = BlockHeader.Size + CompactSize.Write(bytes.AsSpan(BlockHeader.Size), (ulong)Transactions.Length);
        foreach (var transaction in Transactions)
        {
            position += transaction.Write(bytes.AsSpan(position), TransactionFormat.WithWitness);
        }

        return bytes;
    }

    /// <summary>Whether the header commits to exactly these transactions; a repeated tail (CVE-2012-2459) is refused.</summary>
    public bool HasValidMerkleRoot()
    {
        if (Transactions.IsEmpty)
        {
            return false;
        }

        var level = Transactions.Select(transaction => transaction.Id.Hash).ToArray();
        Span<byte> pair = stackalloc byte[Hash256.Size * 2];
        for (var length = level.Length; length > 1; length = (length + 1) / 2)
        {
            for (var index = 0; index < length; index += 2)
            {
                var right = Math.Min(index + 1, length - 1);
                if (right != index && level[index] == level[right])
                {
                    return false;
                }

                level[index].CopyTo(pair);
                level[right].CopyTo(pair[Hash256.Size..]);
                level[index / 2] = Hash256.Of(pair);
            }
        }

        return level[0] == Header.MerkleRoot;
    }
}
