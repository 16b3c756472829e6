using System.Buffers;
using DarkSwap.Libp2p.Muxing;
using DarkSwap.Libp2p.Muxing.Yamux;

namespace DarkSwap.Libp2p.Tests.Muxing;

public sealed class YamuxCoreTests
{
    private readonly YamuxPair pair = new(seed: 42);

    [Fact]
    public void Numbers_streams_odd_from_the_client_and_even_from_the_server()
    {
        pair.Client.TryOpenStream(pair.Now)!.Id.ShouldBe(1u);
        pair.Client.TryOpenStream(pair.Now)!.Id.ShouldBe(3u);
        pair.Server.TryOpenStream(pair.Now)!.Id.ShouldBe(2u);
        pair.Run();

        pair.Client.StreamCount.ShouldBe(3);
        pair.Server.StreamCount.ShouldBe(3);
    }

    [Fact]
    public void Sends_no_more_than_the_window_until_the_reader_reads()
    {
        var stream = pair.Client.TryOpenStream(pair.Now)!;
        var sent = WriteAll(stream, 400_000);
        pair.Run();
        sent += WriteAll(stream, 400_000);
        pair.Run();
        var peer = pair.OpenedAtServer.Single();

        peer.ReceiveQueue.Length.ShouldBe(256 * 1024);
        sent.ShouldBe(256 * 1024 + 256 * 1024);
        Read(peer, 256 * 1024).ShouldBe(256 * 1024);
        pair.Run();
        peer.ReceiveQueue.Length.ShouldBe(256 * 1024);
    }

    [Fact]
    public void Tells_a_writer_when_there_is_room_again()
    {
        var stream = pair.Client.TryOpenStream(pair.Now)!;
        WriteAll(stream, 1_000_000).ShouldBeLessThan(1_000_000);
        pair.Run();

        pair.ClientEvents.ShouldContain(item => item.Kind == MuxerEventKind.StreamWritable && item.Stream == stream);
    }

    [Fact]
    public void Doubles_the_window_of_a_stream_that_uses_it_up_within_its_round_trips()
    {
        pair.Advance(TimeSpan.Zero);
        var stream = pair.Client.TryOpenStream(pair.Now)!;
        pair.ExchangePings(TimeSpan.FromMilliseconds(100));
        WriteAll(stream, 256 * 1024);
        pair.Run();
        var peer = pair.OpenedAtServer.Single();
        pair.Server.RoundTrip.ShouldBe(TimeSpan.FromMilliseconds(100));
        Read(peer, 256 * 1024);
        pair.Run();

        stream.SendWindow.ShouldBe(512 * 1024);
    }

    [Fact]
    public void Keeps_the_window_of_a_stream_that_is_read_slowly()
    {
        pair.Advance(TimeSpan.Zero);
        var stream = pair.Client.TryOpenStream(pair.Now)!;
        pair.ExchangePings(TimeSpan.FromMilliseconds(10));
        WriteAll(stream, 256 * 1024);
        pair.Run();
        pair.Advance(TimeSpan.FromSeconds(1));
        Read(pair.OpenedAtServer.Single(), 256 * 1024);
        pair.Run();

        stream.SendWindow.ShouldBe(256 * 1024);
    }

    [Fact]
    public void Half_closes_each_direction_by_itself()
    {
        var stream = pair.Client.TryOpenStream(pair.Now)!;
        pair.Client.Write(stream, "question"u8);
        pair.Client.CloseWrite(stream);
        pair.Run();
        var peer = pair.OpenedAtServer.Single();
        Read(peer, 100).ShouldBe(8);
        pair.Server.Read(peer, new byte[1], pair.Now, out _).ShouldBe(StreamReadStatus.Finished);
        pair.Server.Write(peer, "answer"u8).ShouldBe(6);
        pair.Server.CloseWrite(peer);
        pair.Run();
        var answer = new byte[10];

        pair.Client.Read(stream, answer, pair.Now, out var count).ShouldBe(StreamReadStatus.Data);
        answer[..count].ShouldBe("answer"u8.ToArray());
        pair.Client.Read(stream, answer, pair.Now, out _).ShouldBe(StreamReadStatus.Finished);
        (pair.Client.StreamCount + pair.Server.StreamCount).ShouldBe(0);
    }

    [Fact]
    public void Resets_both_directions()
    {
        var stream = pair.Client.TryOpenStream(pair.Now)!;
        pair.Client.Write(stream, new byte[1000]);
        pair.Run();
        pair.Client.Reset(stream);
        pair.Run();
        var peer = pair.OpenedAtServer.Single();

        pair.Server.Read(peer, new byte[1], pair.Now, out _).ShouldBe(StreamReadStatus.Reset);
        pair.ServerEvents.ShouldContain(item => item.Kind == MuxerEventKind.StreamReset && item.Stream == peer);
        pair.Server.StreamCount.ShouldBe(0);
    }

    [Fact]
    public void Refuses_streams_beyond_the_limit_and_keeps_the_session()
    {
        var limited = new YamuxPair(1, serverOptions: new YamuxOptions { MaximumInboundStreams = 2 });
        var streams = Enumerable.Range(0, 3).Select(_ => limited.Client.TryOpenStream(limited.Now)!).ToList();
        limited.Run();

        limited.Server.StreamCount.ShouldBe(2);
        limited.ClientEvents.ShouldContain(item => item.Kind == MuxerEventKind.StreamReset && item.Stream == streams[2]);
        limited.Server.IsOver.ShouldBeFalse();
    }

    [Fact]
    public void Opens_no_more_than_256_streams_before_the_peer_acknowledges()
    {
        Enumerable.Range(0, 256).ShouldAllBe(_ => pair.Client.TryOpenStream(pair.Now) != null);
        pair.Client.TryOpenStream(pair.Now).ShouldBeNull();
        pair.Run();

        pair.Client.TryOpenStream(pair.Now).ShouldNotBeNull();
    }

    [Fact]
    public void Says_goodbye_after_the_last_stream_and_takes_no_new_ones()
    {
        var stream = pair.Client.TryOpenStream(pair.Now)!;
        pair.Run();
        pair.Client.GoAway();
        var refused = pair.Server.TryOpenStream(pair.Now)!;
        pair.Run();
        refused.IsReset.ShouldBeTrue();
        pair.Client.IsDrained.ShouldBeFalse();
        pair.Client.CloseWrite(stream);
        pair.Server.CloseWrite(pair.OpenedAtServer.Single());
        pair.Run();

        pair.Client.IsDrained.ShouldBeTrue();
        pair.Server.HasRemoteGoneAway.ShouldBeTrue();
        pair.Server.TryOpenStream(pair.Now).ShouldBeNull();
    }

    [Fact]
    public void Resets_streams_that_cross_the_peers_goodbye()
    {
        var kept = pair.Server.TryOpenStream(pair.Now)!;
        pair.Run();
        var crossing = pair.Server.TryOpenStream(pair.Now)!;
        pair.Server.Write(crossing, "anybody?"u8);
        pair.InjectToServer([0, (byte)YamuxFrameType.GoAway, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);

        crossing.IsReset.ShouldBeTrue();
        kept.IsReset.ShouldBeFalse();
        pair.Server.TryTakeOutput(new ArrayBufferWriter<byte>()).ShouldBeFalse();
    }

    [Fact]
    public void Ends_the_session_with_a_peer_that_falls_silent()
    {
        var options = new YamuxOptions();
        var core = new YamuxCore(isClient: true, UnlimitedMemoryBudget.Instance, options, pair.Now);
        core.HandleTimeout(pair.Now);
        core.HandleTimeout(pair.Now + (options.KeepAliveTimeout - TimeSpan.FromTicks(1)));
        core.IsOver.ShouldBeFalse();
        core.HandleTimeout(pair.Now + options.KeepAliveTimeout);

        core.IsOver.ShouldBeTrue();
        core.NextTimeout.ShouldBeNull();
    }

    [Fact]
    public void Pings_at_once_and_then_every_interval()
    {
        pair.Advance(TimeSpan.Zero);
        pair.Run();
        pair.Client.RoundTrip.ShouldBe(TimeSpan.Zero);

        pair.Client.NextTimeout.ShouldBe(pair.Now + new YamuxOptions().KeepAliveInterval);
        pair.Client.HandleTimeout(pair.Now + TimeSpan.FromSeconds(29));
        pair.Client.TryTakeOutput(new ArrayBufferWriter<byte>()).ShouldBeFalse();
        pair.Client.HandleTimeout(pair.Now + TimeSpan.FromSeconds(30));
        pair.Client.TryTakeOutput(new ArrayBufferWriter<byte>()).ShouldBeTrue();
    }

    [Fact]
    public void Resets_an_abandoned_stream_that_the_peer_never_ends()
    {
        var stream = pair.Client.TryOpenStream(pair.Now)!;
        pair.Run();
        pair.Client.Abandon(stream, pair.Now);
        pair.Run();
        pair.Client.StreamCount.ShouldBe(1);
        pair.Advance(TimeSpan.FromMinutes(1));
        pair.Run();

        pair.Client.StreamCount.ShouldBe(0);
        pair.Server.StreamCount.ShouldBe(0);
    }

    [Fact]
    public void Writes_high_streams_first_and_lets_low_ones_have_a_fifth()
    {
        var output = new ArrayBufferWriter<byte>();
        var streams = new Dictionary<uint, StreamPriority>();
        foreach (var priority in (StreamPriority[])[StreamPriority.Low, StreamPriority.Medium, StreamPriority.High])
        {
            var stream = pair.Client.TryOpenStream(pair.Now)!;
            stream.Priority = priority;
            streams[stream.Id] = priority;
            pair.Client.Write(stream, new byte[10 * new YamuxOptions().MaximumDataLength]);
        }

        while (pair.Client.TryTakeOutput(output))
        {
        }

        var order = DataFrames(output.WrittenSpan).Select(id => streams[id]).ToList();
        order.Take(10).ShouldAllBe(priority => priority == StreamPriority.High);
        order.Skip(10).Take(10).Count(priority => priority == StreamPriority.Low).ShouldBe(2);
        order.Count.ShouldBe(30);
    }

    private int WriteAll(YamuxCoreStream stream, int length) => pair.Client.Write(stream, new byte[length]);

    private int Read(YamuxCoreStream peer, int length)
    {
        pair.Server.Read(peer, new byte[length], pair.Now, out var count);
        return count;
    }

    private static List<uint> DataFrames(ReadOnlySpan<byte> bytes)
    {
        var ids = new List<uint>();
        while (YamuxHeader.TryRead(bytes, out var header) == OperationStatus.Done)
        {
            bytes = bytes[YamuxHeader.Size..];
            if (header.Type == YamuxFrameType.Data)
            {
                ids.Add(header.StreamId);
                bytes = bytes[(int)header.Length..];
            }
        }

        return ids;
    }
}
