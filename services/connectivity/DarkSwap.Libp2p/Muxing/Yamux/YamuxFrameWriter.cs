using System.Buffers;

namespace DarkSwap.Libp2p.Muxing.Yamux;

/// <summary>Writes frames straight into the output.</summary>
internal static class YamuxFrameWriter
{
    internal static void WriteHeader(IBufferWriter<byte> output, YamuxHeader header)
    {
        header.Write(output.GetSpan(YamuxHeader.Size));
        output.Advance(YamuxHeader.Size);
    }

    /// <summary>Moves <paramref name="length"/> bytes from the stream's send queue into a frame.</summary>
    internal static void WriteData(IBufferWriter<byte> output, YamuxCoreStream stream, int length, bool isLast)
    {
        var flags = stream.PendingFlags | (isLast ? YamuxFlags.Finish : YamuxFlags.None);
        stream.PendingFlags = YamuxFlags.None;
        var span = output.GetSpan(YamuxHeader.Size + length);
        new YamuxHeader(YamuxFrameType.Data, flags, stream.Id, (uint)length).Write(span);
        stream.SendQueue.Take(span.Slice(YamuxHeader.Size, length));
        output.Advance(YamuxHeader.Size + length);
    }
}
