using System.Buffers;

namespace DarkSwap.Libp2p.Muxing.Yamux;

/// <summary>Cuts input into headers and pieces of data, wherever the input is cut itself. Keeps at most one header.</summary>
internal sealed class YamuxInputParser
{
    private readonly byte[] partialHeader = new byte[YamuxHeader.Size];
    private int partialLength;
    private uint remainingData;
    private bool isInData;

    /// <summary>The stream of the data; null when its data is skipped.</summary>
    internal YamuxCoreStream? DataStream { get; private set; }

    /// <summary>The data is the last that the peer sends on its stream.</summary>
    internal bool IsDataFinishing { get; private set; }

    /// <summary>The data has been read whole, but its end has not been taken.</summary>
    internal bool HasPendingEnd => isInData && remainingData == 0;

    internal void StartData(YamuxCoreStream? stream, YamuxHeader header)
    {
        DataStream = stream;
        IsDataFinishing = (header.Flags & YamuxFlags.Finish) != 0;
        remainingData = header.Length;
        isInData = true;
    }

    /// <summary>Takes one item from the start of <paramref name="input"/>.</summary>
    internal YamuxInputKind Read(ref ReadOnlySpan<byte> input, out YamuxHeader header, out ReadOnlySpan<byte> data)
    {
        header = default;
        data = default;
        if (!isInData)
        {
            return ReadHeader(ref input, out header);
        }

        if (remainingData == 0)
        {
            isInData = false;
            return YamuxInputKind.EndOfData;
        }

        var length = (int)Math.Min(remainingData, (uint)input.Length);
        data = input[..length];
        input = input[length..];
        remainingData -= (uint)length;
        return YamuxInputKind.Data;
    }

    private YamuxInputKind ReadHeader(ref ReadOnlySpan<byte> input, out YamuxHeader header)
    {
        OperationStatus status;
        if (partialLength == 0 && input.Length >= YamuxHeader.Size)
        {
            status = YamuxHeader.TryRead(input, out header);
            input = input[YamuxHeader.Size..];
        }
        else
        {
            var count = Math.Min(YamuxHeader.Size - partialLength, input.Length);
            input[..count].CopyTo(partialHeader.AsSpan(partialLength));
            input = input[count..];
            partialLength += count;
            status = YamuxHeader.TryRead(partialHeader.AsSpan(0, partialLength), out header);
            partialLength = status == OperationStatus.NeedMoreData ? partialLength : 0;
        }

        return status switch
        {
            OperationStatus.Done => YamuxInputKind.Header,
            OperationStatus.NeedMoreData => YamuxInputKind.Incomplete,
            _ => YamuxInputKind.Malformed,
        };
    }
}
