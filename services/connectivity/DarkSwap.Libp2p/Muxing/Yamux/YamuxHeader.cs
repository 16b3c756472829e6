using System.Buffers;
using System.Buffers.Binary;

namespace DarkSwap.Libp2p.Muxing.Yamux;

/// <summary>The twelve bytes before every frame. <paramref name="Length"/> counts bytes of data, a window delta, or is a ping's value or a goodbye's code.</summary>
internal readonly record struct YamuxHeader(YamuxFrameType Type, YamuxFlags Flags, uint StreamId, uint Length)
{
    internal const int Size = 12;
    private const byte Version = 0;
    private const YamuxFlags AllFlags = YamuxFlags.Synchronize | YamuxFlags.Acknowledge | YamuxFlags.Finish | YamuxFlags.Reset;

    internal static OperationStatus TryRead(ReadOnlySpan<byte> bytes, out YamuxHeader header)
    {
        header = default;
        if (bytes.Length < Size)
        {
            return OperationStatus.NeedMoreData;
        }

        var flags = (YamuxFlags)BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        if (bytes[0] != Version || bytes[1] > (byte)YamuxFrameType.GoAway || (flags & ~AllFlags) != 0)
        {
            return OperationStatus.InvalidData;
        }

        header = new((YamuxFrameType)bytes[1], flags, BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]), BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]));
        return OperationStatus.Done;
    }

    internal void Write(Span<byte> destination)
    {
        destination[0] = Version;
        destination[1] = (byte)Type;
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], (ushort)Flags);
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], StreamId);
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], Length);
    }
}
