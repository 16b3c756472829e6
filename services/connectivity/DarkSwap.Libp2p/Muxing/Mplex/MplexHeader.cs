using System.Buffers;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Muxing.Mplex;

/// <summary>What stands before the data of every frame: stream id and flag in one varint, the data's length in another.</summary>
internal readonly record struct MplexHeader(ulong StreamId, MplexFlag Flag, int Length)
{
    /// <summary>Most bytes that a header takes.</summary>
    internal const int MaximumSize = Varint.MaximumLength + MaximumLengthSize;

    /// <summary>Most bytes of data in a frame (mplex specification, "Message format").</summary>
    internal const int MaximumDataLength = 1024 * 1024;

    private const int MaximumLengthSize = 3;
    private const int FlagBits = 3;

    internal static OperationStatus TryRead(ReadOnlySpan<byte> bytes, out MplexHeader header, out int size)
    {
        header = default;
        size = 0;
        var status = Varint.TryRead(bytes, out var idAndFlag, out var idLength);
        if (status != OperationStatus.Done)
        {
            return status;
        }

        status = Varint.TryRead(bytes[idLength..], out var length, out var lengthLength);
        if (status == OperationStatus.NeedMoreData)
        {
            // A length that takes more bytes than the longest frame's needs no waiting for.
            return bytes.Length - idLength < MaximumLengthSize ? status : OperationStatus.InvalidData;
        }

        var flag = (MplexFlag)(idAndFlag & ((1 << FlagBits) - 1));
        if (status == OperationStatus.InvalidData || flag > MplexFlag.ResetInitiator || length > MaximumDataLength)
        {
            return OperationStatus.InvalidData;
        }

        header = new(idAndFlag >> FlagBits, flag, (int)length);
        size = idLength + lengthLength;
        return OperationStatus.Done;
    }

    internal int Write(Span<byte> destination)
    {
        var size = Varint.Write(destination, (StreamId << FlagBits) | (byte)Flag);
        return size + Varint.Write(destination[size..], (ulong)Length);
    }
}
