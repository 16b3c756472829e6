using DarkSwap.Libp2p.Muxing;
using DarkSwap.Libp2p.Muxing.Yamux;

namespace DarkSwap.Libp2p.Tests.Muxing;

public sealed class YamuxMemoryTests
{
    private const int Window = YamuxOptions.InitialWindow;

    private readonly CountingMemoryBudget budget = new(4 * Window);
    private readonly YamuxPair pair;

    public YamuxMemoryTests() => pair = new YamuxPair(seed: 3, serverBudget: budget);

    [Fact]
    public void Resets_the_stream_with_most_unread_bytes_and_keeps_the_others_when_the_budget_is_used_up()
    {
        var small = Open(Window / 2);
        var streams = Enumerable.Range(0, 4).Select(_ => Open(Window)).ToList();

        pair.Server.IsOver.ShouldBeFalse();
        pair.OpenedAtServer.Count(stream => stream.IsReset).ShouldBe(1);
        streams.Count(stream => stream.IsReset).ShouldBe(1);
        small.IsReset.ShouldBeFalse();
        ReadAll(pair.OpenedAtServer.First()).ShouldBe(Window / 2);
        budget.Highest.ShouldBeLessThanOrEqualTo(budget.Maximum);
    }

    [Fact]
    public void Bounds_memory_without_a_budget_too()
    {
        var limited = new YamuxPair(1, serverOptions: new YamuxOptions { MaximumBufferedBytes = 2 * Window });
        for (var count = 0; count < 10; count++)
        {
            limited.Client.Write(limited.Client.TryOpenStream(limited.Now)!, new byte[Window]);
        }

        limited.Run();

        limited.Server.IsOver.ShouldBeFalse();
        limited.OpenedAtServer.Sum(stream => stream.ReceiveQueue.Length).ShouldBeLessThanOrEqualTo(2 * Window);
        limited.OpenedAtServer.Count(stream => !stream.IsReset).ShouldBeInRange(1, 2);
    }

    [Fact]
    public void Sends_no_window_update_while_memory_is_tight_and_catches_up_later()
    {
        var honest = Open(Window);
        var others = Enumerable.Range(0, 4).Select(_ => Open(Window - 1)).ToList();
        var (reader, unread) = (pair.OpenedAtServer.First(), pair.OpenedAtServer.Skip(1).Where(stream => !stream.IsReset).ToList());
        if (reader.IsReset)
        {
            // The first was the largest: the second takes its part.
            (honest, reader) = (others[0], unread[0]);
            unread.RemoveAt(0);
        }

        budget.Maximum = budget.Reserved;
        pair.Client.Write(pair.Client.TryOpenStream(pair.Now)!, new byte[1]);
        pair.Run();
        budget.Maximum = 0;
        var granted = honest.SendWindow;
        ReadAll(reader);
        pair.Run();
        honest.SendWindow.ShouldBe(granted);

        budget.Maximum = 8 * Window;
        pair.Advance(TimeSpan.FromSeconds(1));
        pair.Run();
        honest.SendWindow.ShouldBe(Window);
    }

    [Fact]
    public void Lets_a_writer_wait_while_memory_is_tight()
    {
        budget.Maximum = 0;
        Open(0);
        var stream = pair.OpenedAtServer.Single();
        pair.Server.Write(stream, new byte[100]).ShouldBe(0);
        pair.Advance(TimeSpan.FromSeconds(1));
        pair.Run();
        pair.ServerEvents.ShouldNotContain(item => item.Kind == MuxerEventKind.StreamWritable);

        budget.Maximum = Window;
        pair.Advance(TimeSpan.FromSeconds(1));
        pair.Run();
        pair.ServerEvents.ShouldContain(item => item.Kind == MuxerEventKind.StreamWritable && item.Stream == stream);
        pair.Server.Write(stream, new byte[100]).ShouldBe(100);
    }

    [Theory]
    [InlineData(8 * Window, 2 * Window)]
    [InlineData(Window + Window / 2, Window)]
    public void Grows_a_window_only_while_the_budget_would_hold_it(long maximum, long window)
    {
        budget.Maximum = maximum;
        pair.Advance(TimeSpan.FromMilliseconds(100));
        pair.Advance(TimeSpan.Zero);
        var stream = pair.Client.TryOpenStream(pair.Now)!;
        pair.ExchangePings(TimeSpan.FromMilliseconds(100));
        pair.Client.Write(stream, new byte[Window]);
        pair.Run();
        ReadAll(pair.OpenedAtServer.Single());
        pair.Run();

        stream.SendWindow.ShouldBe(window);
    }

    [Fact]
    public void Gives_all_memory_back_when_the_session_ends()
    {
        for (var count = 0; count < 20; count++)
        {
            Open(Window / 3);
        }

        pair.Server.Write(pair.OpenedAtServer.Last(stream => !stream.IsReset), new byte[1000]);
        budget.Reserved.ShouldBeGreaterThan(0);
        pair.Server.Terminate();

        budget.Reserved.ShouldBe(0);
    }

    [Fact]
    public void Keeps_what_a_peer_finished_readable_after_the_session_ended()
    {
        var stream = Open(5000);
        pair.Client.CloseWrite(stream);
        var unfinished = Open(5000);
        pair.Run();
        var streams = pair.OpenedAtServer.ToList();
        pair.Server.Terminate();

        ReadAll(streams[0]).ShouldBe(5000);
        pair.Server.Read(streams[0], new byte[1], pair.Now, out _).ShouldBe(StreamReadStatus.Finished);
        pair.Server.Read(streams[1], new byte[1], pair.Now, out _).ShouldBe(StreamReadStatus.Reset);
        unfinished.IsReset.ShouldBeFalse();
        budget.Reserved.ShouldBe(0);
    }

    private YamuxCoreStream Open(int length)
    {
        var stream = pair.Client.TryOpenStream(pair.Now)!;
        pair.Client.Write(stream, new byte[length]);
        pair.Run();
        return stream;
    }

    private int ReadAll(YamuxCoreStream stream)
    {
        var total = 0;
        var buffer = new byte[64 * 1024];
        while (pair.Server.Read(stream, buffer, pair.Now, out var count) == StreamReadStatus.Data)
        {
            total += count;
        }

        return total;
    }
}
