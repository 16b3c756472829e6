using DarkSwap.Libp2p.Muxing;
using DarkSwap.Libp2p.Muxing.Mplex;
using DarkSwap.Libp2p.Muxing.Yamux;
using DarkSwap.Primitives;
using DarkSwap.Testing;

namespace DarkSwap.Libp2p.Tests.Muxing;

public sealed class MuxerAllocationTests
{
    private const int Rounds = 4_000;

    [Fact]
    public void Yamux_frames_allocate_nothing_in_steady_state()
    {
        var now = new MonotonicTime(1);
        Exchange(
            new YamuxCore(isClient: true, UnlimitedMemoryBudget.Instance, new YamuxOptions(), now),
            new YamuxCore(isClient: false, UnlimitedMemoryBudget.Instance, new YamuxOptions(), now));
    }

    [Fact]
    public void Mplex_frames_allocate_nothing_in_steady_state() => Exchange(
        new MplexCore(UnlimitedMemoryBudget.Instance, new MplexOptions()),
        new MplexCore(UnlimitedMemoryBudget.Instance, new MplexOptions()));

    /// <summary>Each round is at least four frames of data with what they make the other end say, and a small one.</summary>
    private static void Exchange(MuxerCore client, MuxerCore server)
    {
        var now = new MonotonicTime(1);
        var stream = client.TryOpen(now)!;
        var buffer = new byte[64 * 1024];
        using var output = new PooledOutput(buffer.Length);
        MuxerStreamState? accepted = null;
        var received = 0L;
        Round();
        Round();

        AllocatedBytes.Of(() =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                Round();
            }
        }).ShouldBeLessThan(AllocatedBytes.Noise);
        received.ShouldBe((Rounds + 2) * 60_064L);

        void Round()
        {
            client.Write(stream, buffer.AsSpan(0, 60_000));
            client.Write(stream, buffer.AsSpan(0, 32));
            Move(client, server);
            received += Read(server, accepted!);
            server.Write(accepted!, buffer.AsSpan(0, 32));
            Move(server, client);
            received += Read(client, stream);
        }

        void Move(MuxerCore from, MuxerCore to)
        {
            while (from.TryTakeOutput(output))
            {
                to.HandleInput(output.Written.Span, now);
                output.Release();
                while (to.TryTakeEvent(out var item))
                {
                    accepted = item.Kind == MuxerEventKind.StreamOpened ? item.Stream : accepted;
                }
            }

            while (from.TryTakeEvent(out _))
            {
            }
        }

        int Read(MuxerCore core, MuxerStreamState state)
        {
            var total = 0;
            while (core.Read(state, buffer, now, out var count) == StreamReadStatus.Data)
            {
                total += count;
            }

            return total;
        }
    }
}
