using System.Buffers;

namespace DarkSwap.Bitcoin.Transactions;

/// <summary>What a scan of a transaction's bytes found.</summary>
/// <param name="Body">Counts, inputs and outputs.</param>
internal readonly record struct TransactionOutline(ReadOnlyMemory<byte> Bytes, Range Body, int OutputCount, bool IsSegwit)
{
    public TransactionId Id
    {
        get
        {
            var bytes = Bytes.Span;
            if (!IsSegwit)
            {
                return new(Hash256.Of(bytes));
            }

            var body = bytes[Body];
            var length = sizeof(uint) + body.Length + sizeof(uint);
            var rented = ArrayPool<byte>.Shared.Rent(length);
            bytes[..sizeof(uint)].CopyTo(rented);
            body.CopyTo(rented.AsSpan(sizeof(uint)));
            bytes[^sizeof(uint)..].CopyTo(rented.AsSpan(sizeof(uint) + body.Length));
            var id = new TransactionId(Hash256.Of(rented.AsSpan(0, length)));
            ArrayPool<byte>.Shared.Return(rented);
            return id;
        }
    }
}
