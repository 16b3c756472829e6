using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Muxing.Yamux;

/// <summary>How much the peer may send, and how much waits to be read. A stream whose window limits it grows, while the session's memory allows.</summary>
internal sealed class YamuxReceiveWindow(YamuxOptions options, IMemoryBudget budget)
{
    /// <summary>A window that is used up within this many round trips is what limits the stream.</summary>
    private const int TuningRoundTrips = 4;

    private long bufferedBytes;
    private long grownBytes;

    internal bool TryReceive(YamuxCoreStream stream, ReadOnlySpan<byte> data)
    {
        if (bufferedBytes + data.Length > options.MaximumBufferedBytes || !budget.TryReserve(data.Length))
        {
            return false;
        }

        bufferedBytes += data.Length;
        stream.ReceiveQueue.Append(data);
        return true;
    }

    internal int Consume(YamuxCoreStream stream, Span<byte> destination)
    {
        var count = stream.ReceiveQueue.Take(destination);
        bufferedBytes -= count;
        budget.Release(count);
        return count;
    }

    internal void Discard(YamuxCoreStream stream)
    {
        bufferedBytes -= stream.ReceiveQueue.Length;
        budget.Release(stream.ReceiveQueue.Length);
        stream.ReceiveQueue.Clear();
    }

    /// <summary>True once half of the window can be given back: smaller updates would cost more than they help.</summary>
    internal bool ShouldUpdate(YamuxCoreStream stream, TimeSpan? roundTrip, MonotonicTime now)
    {
        if (stream.IsRemoteFinished || stream.IsEnded || Credit(stream) < stream.ReceiveWindowTarget / 2)
        {
            return false;
        }

        if (roundTrip is { } measured && now - stream.LastWindowUpdate < measured * TuningRoundTrips)
        {
            Grow(stream);
        }

        stream.LastWindowUpdate = now;
        return true;
    }

    /// <summary>The window update that is due now, with the stream's SYN or ACK if that has not been sent; false when neither is.</summary>
    internal static bool TryTakeUpdate(YamuxCoreStream stream, out YamuxHeader header)
    {
        var credit = stream.IsRemoteFinished || stream.IsEnded ? 0 : Credit(stream);
        credit = credit >= stream.ReceiveWindowTarget / 2 ? credit : 0;
        header = new YamuxHeader(YamuxFrameType.WindowUpdate, stream.PendingFlags, stream.Id, (uint)credit);
        stream.ReceiveWindow += credit;
        stream.PendingFlags = YamuxFlags.None;
        return header.Flags != YamuxFlags.None || credit > 0;
    }

    /// <summary>Gives a grown window back to the session when its stream ends.</summary>
    internal void Release(YamuxCoreStream stream)
    {
        grownBytes -= stream.ReceiveWindowTarget - YamuxOptions.InitialWindow;
        stream.ReceiveWindowTarget = YamuxOptions.InitialWindow;
    }

    private static long Credit(YamuxCoreStream stream) => stream.ReceiveWindowTarget - stream.ReceiveWindow - stream.ReceiveQueue.Length;

    private void Grow(YamuxCoreStream stream)
    {
        var target = Math.Min(2 * stream.ReceiveWindowTarget, options.MaximumWindow);
        var growth = target - stream.ReceiveWindowTarget;
        if (growth > 0 && grownBytes + growth <= options.MaximumBufferedBytes / 2)
        {
            grownBytes += growth;
            stream.ReceiveWindowTarget = target;
        }
    }
}
