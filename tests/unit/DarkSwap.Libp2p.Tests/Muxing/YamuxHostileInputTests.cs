using System.Buffers;
using DarkSwap.Libp2p.Muxing;
using DarkSwap.Libp2p.Muxing.Yamux;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Tests.Muxing;

public sealed class YamuxHostileInputTests
{
    private readonly YamuxPair pair = new(seed: 7);

    [Theory]
    [InlineData(1, 0, 0, 1)]
    [InlineData(0, 4, 0, 1)]
    [InlineData(0, 0, 0x10, 1)]
    [InlineData(0, 0, 1, 2)]
    [InlineData(0, 0, 1, 0)]
    public void Ends_the_session_on_a_frame_that_breaks_the_protocol(byte version, byte type, ushort flags, byte streamId)
    {
        pair.InjectToServer([version, type, (byte)(flags >> 8), (byte)flags, 0, 0, 0, streamId, 0, 0, 0, 0]);

        FaultOf(pair).ShouldNotBeNull();
        pair.Server.IsOver.ShouldBeTrue();
        TakeOnlyFrame(pair.Server).ShouldBe(new YamuxHeader(YamuxFrameType.GoAway, YamuxFlags.None, 0, (uint)YamuxGoAwayCode.ProtocolError));
    }

    [Fact]
    public void Ends_the_session_when_the_window_is_exceeded()
    {
        Inject(YamuxFrameType.Data, YamuxFlags.Synchronize, 1, YamuxOptions.InitialWindow + 1);

        FaultOf(pair).ShouldBe("window exceeded");
    }

    [Fact]
    public void Ends_the_session_when_a_stream_is_opened_twice()
    {
        Inject(YamuxFrameType.WindowUpdate, YamuxFlags.Synchronize, 1, 0);
        Inject(YamuxFrameType.WindowUpdate, YamuxFlags.Synchronize, 1, 0);

        FaultOf(pair).ShouldNotBeNull();
    }

    [Fact]
    public void Ends_the_session_when_the_send_window_overflows()
    {
        Inject(YamuxFrameType.WindowUpdate, YamuxFlags.Synchronize, 1, uint.MaxValue);

        FaultOf(pair).ShouldBe("send window overflows");
    }

    [Fact]
    public void Ends_the_session_with_a_peer_that_pings_without_reading_the_answers()
    {
        for (var count = 0; count < 2_000; count++)
        {
            Inject(YamuxFrameType.Ping, YamuxFlags.Synchronize, 0, (uint)count);
        }

        FaultOf(pair).ShouldNotBeNull();
    }

    [Fact]
    public void Survives_a_peer_that_opens_and_resets_streams_without_end()
    {
        for (uint id = 1; id < 20_000; id += 2)
        {
            Inject(YamuxFrameType.WindowUpdate, YamuxFlags.Synchronize, id, 0);
            Inject(YamuxFrameType.WindowUpdate, YamuxFlags.Reset, id, 0);
            pair.Server.TryTakeOutput(new ArrayBufferWriter<byte>());
        }

        pair.Server.StreamCount.ShouldBe(0);
        pair.Server.IsOver.ShouldBeFalse();
    }

    [Fact]
    public void Skips_data_for_a_stream_that_is_gone()
    {
        Inject(YamuxFrameType.Data, YamuxFlags.None, 99, 5);
        pair.InjectToServer([1, 2, 3, 4, 5]);
        Inject(YamuxFrameType.Ping, YamuxFlags.Synchronize, 0, 77);

        TakeOnlyFrame(pair.Server).ShouldBe(new YamuxHeader(YamuxFrameType.Ping, YamuxFlags.Acknowledge, 0, 77));
    }

    [Fact]
    public void Resets_a_stream_on_which_data_follows_the_end()
    {
        Inject(YamuxFrameType.Data, YamuxFlags.Synchronize | YamuxFlags.Finish, 1, 0);
        Inject(YamuxFrameType.Data, YamuxFlags.None, 1, 5);

        pair.OpenedAtServer.Single().IsReset.ShouldBeTrue();
        pair.Server.IsOver.ShouldBeFalse();
    }

    [Fact]
    public void Takes_any_bytes_without_throwing_or_growing()
    {
        for (ulong seed = 0; seed < 300; seed++)
        {
            var random = new SeededRandomSource(seed);
            var fuzzed = new YamuxPair(seed);
            var bytes = new byte[YamuxHeader.Size * 200];
            random.Fill(bytes);
            for (var offset = 0; offset < bytes.Length; offset += YamuxHeader.Size)
            {
                // Mostly valid headers of small streams, so that the random rest goes deep.
                bytes[offset] = 0;
                bytes[offset + 1] %= 4;
                bytes[offset + 2] = 0;
                bytes[offset + 3] &= 0x0f;
                bytes.AsSpan(offset + 4, 3).Clear();
                bytes[offset + 7] &= 0x0f;
                bytes.AsSpan(offset + 8, 2).Clear();
                bytes[offset + 10] &= 0x03;
            }

            fuzzed.InjectToServer(bytes);
            while (fuzzed.Server.TryTakeOutput(new ArrayBufferWriter<byte>()))
            {
            }

            fuzzed.Server.StreamCount.ShouldBeLessThanOrEqualTo(16, $"seed {seed}");
        }
    }

    private void Inject(YamuxFrameType type, YamuxFlags flags, uint streamId, uint length)
    {
        var bytes = new byte[YamuxHeader.Size];
        new YamuxHeader(type, flags, streamId, length).Write(bytes);
        pair.InjectToServer(bytes);
    }

    private static string? FaultOf(YamuxPair pair) => pair.ServerEvents.SingleOrDefault(item => item.Kind == MuxerEventKind.Fault).Reason;

    private static YamuxHeader TakeOnlyFrame(YamuxCore core)
    {
        var output = new ArrayBufferWriter<byte>();
        core.TryTakeOutput(output).ShouldBeTrue();
        core.TryTakeOutput(output).ShouldBeFalse();
        YamuxHeader.TryRead(output.WrittenSpan, out var header).ShouldBe(OperationStatus.Done);
        return header;
    }
}
