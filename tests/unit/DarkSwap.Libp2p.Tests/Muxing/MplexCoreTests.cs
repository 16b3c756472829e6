using System.Buffers;
using DarkSwap.Libp2p.Muxing;
using DarkSwap.Libp2p.Muxing.Mplex;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Tests.Muxing;

public sealed class MplexCoreTests
{
    private readonly MplexPair pair = new(seed: 11);

    [Fact]
    public void Writes_the_frames_of_the_specification()
    {
        var stream = pair.Client.TryOpenStream()!;
        pair.Client.Write(stream, "hi"u8);
        pair.Client.CloseWrite(stream);
        var output = new ArrayBufferWriter<byte>();
        MplexPair.Drain(pair.Client, output);

        output.WrittenSpan.ToArray().ShouldBe([0, 0, 2, 2, (byte)'h', (byte)'i', 4, 0]);
    }

    [Fact]
    public void Answers_in_the_role_of_the_receiver()
    {
        pair.InjectToServer([0x80 | (5 << 3), 0x01, 4, (byte)'n', (byte)'a', (byte)'m', (byte)'e']);
        var stream = pair.OpenedAtServer.Single();
        stream.Id.ShouldBe(21ul);
        pair.Server.Write(stream, "x"u8);
        pair.Server.CloseWrite(stream);
        var output = new ArrayBufferWriter<byte>();
        MplexPair.Drain(pair.Server, output);

        output.WrittenSpan.ToArray().ShouldBe([0x80 | (5 << 3) | 1, 0x01, 1, (byte)'x', 0x80 | (5 << 3) | 3, 0x01, 0]);
    }

    [Fact]
    public void Tells_streams_of_one_number_apart_by_who_opened_them()
    {
        var ours = pair.Client.TryOpenStream()!;
        var theirs = pair.Server.TryOpenStream()!;
        ours.Id.ShouldBe(theirs.Id);
        pair.Client.Write(ours, "from the client"u8);
        pair.Server.Write(theirs, "from the server"u8);
        pair.Run();

        ReadAll(pair.Server, pair.OpenedAtServer.Single()).ShouldBe("from the client"u8.ToArray());
        ReadAll(pair.Client, pair.ClientEvents.Single(item => item.Kind == MuxerEventKind.StreamOpened).Stream!).ShouldBe("from the server"u8.ToArray());
    }

    [Fact]
    public void Half_closes_each_direction_by_itself()
    {
        var stream = pair.Client.TryOpenStream()!;
        pair.Client.Write(stream, "question"u8);
        pair.Client.CloseWrite(stream);
        pair.Run();
        var peer = pair.OpenedAtServer.Single();
        ReadAll(pair.Server, peer).ShouldBe("question"u8.ToArray());
        pair.Server.Read(peer, new byte[1], pair.Now, out _).ShouldBe(StreamReadStatus.Finished);
        pair.Server.Write(peer, "answer"u8).ShouldBe(6);
        pair.Server.CloseWrite(peer);
        pair.Run();

        ReadAll(pair.Client, stream).ShouldBe("answer"u8.ToArray());
        (pair.Client.StreamCount + pair.Server.StreamCount).ShouldBe(0);
    }

    [Fact]
    public void Resets_both_directions()
    {
        var stream = pair.Client.TryOpenStream()!;
        pair.Client.Write(stream, new byte[1000]);
        pair.Run();
        pair.Server.Reset(pair.OpenedAtServer.Single());
        pair.Run();

        stream.IsReset.ShouldBeTrue();
        pair.Client.StreamCount.ShouldBe(0);
    }

    [Fact]
    public void Stops_reading_while_a_stream_is_full_and_goes_on_when_it_is_read()
    {
        var stream = pair.Client.TryOpenStream()!;
        WriteThrough(stream, 3 * 1024 * 1024);
        pair.Server.IsInputPaused.ShouldBeTrue();
        var peer = pair.OpenedAtServer.Single();
        peer.ReceiveQueue.Length.ShouldBeInRange(1024 * 1024, 1024 * 1024 + 64 * 1024);

        ReadAll(pair.Server, peer);
        pair.Server.IsInputPaused.ShouldBeFalse();
        pair.Server.NextTimeout.ShouldBeNull();
    }

    [Fact]
    public void Resets_a_full_stream_whose_reader_takes_longer_than_five_seconds()
    {
        var stream = pair.Client.TryOpenStream()!;
        WriteThrough(stream, 3 * 1024 * 1024);
        pair.Server.NextTimeout.ShouldNotBeNull();
        pair.Advance(pair.Server.NextTimeout!.Value - pair.Now);
        pair.Run();

        pair.Server.IsInputPaused.ShouldBeFalse();
        pair.OpenedAtServer.Single().IsReset.ShouldBeTrue();
        stream.IsReset.ShouldBeTrue();
        pair.Server.IsOver.ShouldBeFalse();
    }

    [Fact]
    public void Resets_the_stream_with_most_unread_bytes_when_the_budget_is_used_up()
    {
        var budget = new CountingMemoryBudget(1024 * 1024);
        var limited = new MplexPair(5, serverBudget: budget);
        var small = limited.Client.TryOpenStream()!;
        limited.Client.Write(small, new byte[1000]);
        limited.Run();
        for (var count = 0; count < 20; count++)
        {
            limited.Client.Write(limited.Client.TryOpenStream()!, new byte[100_000]);
            limited.Run();
        }

        limited.Server.IsOver.ShouldBeFalse();
        small.IsReset.ShouldBeFalse();
        limited.OpenedAtServer.Count(stream => stream.IsReset).ShouldBeGreaterThan(5);
        budget.Highest.ShouldBeLessThanOrEqualTo(budget.Maximum);
        limited.Server.Terminate();
        budget.Reserved.ShouldBe(0);
    }

    [Fact]
    public void Refuses_streams_beyond_the_limit_and_keeps_the_session()
    {
        var limited = new MplexPair(1, serverOptions: new MplexOptions { MaximumInboundStreams = 2 });
        var streams = Enumerable.Range(0, 3).Select(_ => limited.Client.TryOpenStream()!).ToList();
        limited.Run();

        limited.Server.StreamCount.ShouldBe(2);
        streams.ConvertAll(stream => stream.IsReset).ShouldBe([false, false, true]);
        limited.Server.IsOver.ShouldBeFalse();
    }

    [Theory]
    [InlineData(new byte[] { 7, 0 })]
    [InlineData(new byte[] { 2, 0x81, 0x80, 0x40 })]
    [InlineData(new byte[] { 2, 0xff, 0xff, 0xff, 0xff })]
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff })]
    [InlineData(new byte[] { 0, 0, 0, 0 })]
    public void Ends_the_session_on_a_frame_that_breaks_the_protocol(byte[] bytes)
    {
        foreach (var octet in bytes)
        {
            pair.InjectToServer([octet]);
        }

        pair.Server.IsOver.ShouldBeTrue();
        pair.ServerEvents.ShouldContain(item => item.Kind == MuxerEventKind.Fault);
    }

    [Fact]
    public void Takes_the_largest_stream_id_there_is()
    {
        pair.InjectToServer([0xf8, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 0]);

        pair.OpenedAtServer.Single().Id.ShouldBe((1ul << 60) - 1);
    }

    [Fact]
    public void Skips_late_frames_of_a_stream_that_is_gone()
    {
        pair.InjectToServer([(9 << 3) | 2, 3, 1, 2, 3, (9 << 3) | 4, 0, (9 << 3) | 5, 0, 0, 0]);

        pair.Server.IsOver.ShouldBeFalse();
        pair.Server.StreamCount.ShouldBe(1);
    }

    [Fact]
    public void Resets_a_stream_on_which_data_follows_the_end()
    {
        pair.InjectToServer([0, 0, 4, 0, 2, 1, 99]);

        pair.OpenedAtServer.Single().IsReset.ShouldBeTrue();
        pair.Server.IsOver.ShouldBeFalse();
    }

    [Fact]
    public void Ends_the_session_with_a_peer_that_opens_streams_without_reading_the_refusals()
    {
        var limited = new MplexPair(1, serverOptions: new MplexOptions { MaximumInboundStreams = 0 });
        for (ulong id = 0; id < 5000; id++)
        {
            var bytes = new byte[Varint.MaximumLength + 1];
            limited.InjectToServer(bytes.AsSpan(0, new MplexHeader(id, MplexFlag.NewStream, 0).Write(bytes)));
        }

        limited.Server.IsOver.ShouldBeTrue();
    }

    [Fact]
    public void Is_drained_after_the_last_stream_and_takes_no_new_ones()
    {
        var stream = pair.Client.TryOpenStream()!;
        pair.Run();
        pair.Client.GoAway();
        var refused = pair.Server.TryOpenStream()!;
        pair.Run();
        refused.IsReset.ShouldBeTrue();
        pair.Client.IsDrained.ShouldBeFalse();
        pair.Client.CloseWrite(stream);
        pair.Server.CloseWrite(pair.OpenedAtServer.Single());
        pair.Run();

        pair.Client.IsDrained.ShouldBeTrue();
    }

    private void WriteThrough(MplexCoreStream stream, int length)
    {
        for (var written = 0; written < length;)
        {
            var count = pair.Client.Write(stream, new byte[Math.Min(length - written, 64 * 1024)]);
            written += count;
            pair.Run();
            if (count == 0)
            {
                return;
            }
        }
    }

    private byte[] ReadAll(MplexCore core, MuxerStreamState stream)
    {
        var buffer = new byte[8 * 1024 * 1024];
        core.Read(stream, buffer, pair.Now, out var count);
        return buffer[..count];
    }
}
