using DarkSwap.Fuzz.Tests.Engine;
using DarkSwap.Libp2p.Muxing.Mplex;
using DarkSwap.Libp2p.Muxing.Yamux;
using DarkSwap.Primitives;

namespace DarkSwap.Fuzz.Tests.Targets;

/// <summary>State machines: the bytes of an input choose what a user and a hostile peer do.</summary>
internal static class MuxerTargets
{
    private static readonly YamuxOptions Yamux = new()
    {
        MaximumInboundStreams = MuxerMachine.MaximumStreams,
        MaximumOutboundStreams = MuxerMachine.MaximumStreams,
        MaximumPendingAnswers = 32,
        MaximumBufferedBytes = 128 * 1024,
        SendBufferLength = 32 * 1024,
    };

    private static readonly MplexOptions Mplex = new()
    {
        MaximumInboundStreams = MuxerMachine.MaximumStreams,
        MaximumOutboundStreams = MuxerMachine.MaximumStreams,
        MaximumPendingAnswers = 32,
        MaximumBufferedBytes = 128 * 1024,
        ReceiveBufferLength = 8 * 1024,
        SendBufferLength = 32 * 1024,
    };

    /// <summary>Some of everything: frames that open, fill and end streams, reads, writes, and time.</summary>
    private static readonly byte[][] YamuxScripts =
    [
        [0, 0x11, 1, 0, 0, 6, 7, 0, 200, 15, 9, 20, 9, 1, 100, 11, 0, 14, 10, 10],
        [0, 0x10, 1, 16, 0, 4, 64, 9, 0, 255, 12, 0, 14, 20, 20, 15, 30, 9],
        [6, 6, 7, 0, 255, 15, 5, 30, 0, 0x21, 2, 0, 0, 13, 0, 15, 5, 10],
    ];

    private static readonly byte[][] MplexScripts =
    [
        [0, 0, 1, 0, 0, 0, 2, 1, 0, 64, 4, 1, 9, 0, 20, 7, 0, 100, 15, 5, 9, 0, 4, 1, 0, 0, 11, 0, 15, 5, 9],
        [6, 7, 0, 255, 15, 5, 9, 0, 1, 0, 1, 0, 4, 4, 9, 0, 50, 12, 0, 14, 20, 20],
        [0, 0, 3, 0, 0, 0, 2, 3, 64, 0, 4, 255, 14, 255, 20, 13, 0, 15, 5, 5],
    ];

    internal static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("yamux session", YamuxScripts, FeedYamux) { Inputs = FuzzTarget.CryptographicInputs, MaximumLength = 160, AllowedBytes = 1024 * 1024 },
        new("mplex session", MplexScripts, FeedMplex) { Inputs = FuzzTarget.CryptographicInputs, MaximumLength = 160, AllowedBytes = 1024 * 1024 },
    ];

    private static bool FeedYamux(ReadOnlySpan<byte> input)
    {
        var budget = new FuzzBudget();
        return new MuxerMachine(new YamuxCore(isClient: false, budget, Yamux, new MonotonicTime(1)), budget, YamuxFrame, input).Run();
    }

    private static bool FeedMplex(ReadOnlySpan<byte> input)
    {
        var budget = new FuzzBudget();
        return new MuxerMachine(new MplexCore(budget, Mplex), budget, MplexFrame, input).Run();
    }

    /// <summary>The high half of the kind is the flags, the low one the type; every eighth number is an extreme one.</summary>
    private static byte[] YamuxFrame(byte kind, byte stream, ushort number)
    {
        var frame = new byte[YamuxHeader.Size];
        new YamuxHeader((YamuxFrameType)(kind % 4), (YamuxFlags)(kind >> 4), stream % 16u, number % 8 == 7 ? (uint)Extremes.Numbers[number % 19] : number).Write(frame);
        return frame;
    }

    private static byte[] MplexFrame(byte kind, byte stream, ushort number)
    {
        var frame = new byte[MplexHeader.MaximumSize];
        return frame[..new MplexHeader(stream % 12u, (MplexFlag)(kind % 7), number).Write(frame)];
    }
}
