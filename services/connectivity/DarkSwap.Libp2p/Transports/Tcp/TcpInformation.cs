using System.Runtime.InteropServices;

namespace DarkSwap.Libp2p.Transports.Tcp;

/// <summary>Parts of struct tcp_info of Linux (linux/tcp.h).</summary>
/// <param name="BytesAcknowledged">Bytes that the peer's system has taken.</param>
/// <param name="DeliveryRate">Bytes a second that the path moved of late.</param>
/// <param name="IsLimitedBySender">The rate tells of how little was sent, not of the path.</param>
/// <param name="EmptySegments">Segments without data that have come: of a fresh connection those of its handshake.</param>
/// <param name="IsEstablished">Neither end has closed.</param>
internal readonly record struct TcpInformation(ulong BytesAcknowledged, ulong DeliveryRate, bool IsLimitedBySender, uint EmptySegments, bool IsEstablished)
{
    internal const int Length = 168;
    private const byte Established = 1;
    private const int FlagsOffset = 7;
    private const int BytesAcknowledgedOffset = 120;
    private const int SegmentsOffset = 140;
    private const int DataSegmentsOffset = 152;
    private const int DeliveryRateOffset = 160;

    internal static TcpInformation Read(ReadOnlySpan<byte> source) => new(
        MemoryMarshal.Read<ulong>(source[BytesAcknowledgedOffset..]),
        MemoryMarshal.Read<ulong>(source[DeliveryRateOffset..]),
        (source[FlagsOffset] & 1) != 0,
        unchecked(MemoryMarshal.Read<uint>(source[SegmentsOffset..]) - MemoryMarshal.Read<uint>(source[DataSegmentsOffset..])),
        source[0] == Established);
}
