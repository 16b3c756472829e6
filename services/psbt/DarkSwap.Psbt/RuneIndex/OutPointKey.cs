using System.Buffers.Binary;
using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Psbt.RuneIndex;

/// <summary>Outpoints as keys of rows: as they are serialized in transactions, 36 bytes.</summary>
internal static class OutPointKey
{
    public static byte[] Of(OutPoint outPoint)
    {
        var key = new byte[OutPoint.Size];
        outPoint.TransactionId.Hash.CopyTo(key);
        BinaryPrimitives.WriteUInt32LittleEndian(key.AsSpan(Hash256.Size), outPoint.Index);
        return key;
    }

    public static OutPoint Parse(ReadOnlySpan<byte> key) =>
        new(new TransactionId(key[..Hash256.Size]), BinaryPrimitives.ReadUInt32LittleEndian(key[Hash256.Size..]));
}
