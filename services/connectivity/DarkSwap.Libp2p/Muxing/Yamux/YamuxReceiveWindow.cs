using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Muxing.Yamux;

/// <summary>How much the peer may send on each stream. A stream whose window limits it grows, while memory allows; while memory is tight nobody gets a window update.</summary>
internal sealed class YamuxReceiveWindow(YamuxSession session)
{
    /// <summary>A window that is used up within this many round trips is what limits the stream.</summary>
    private const int TuningRoundTrips = 4;

    private long grownBytes;

    /// <summary>True once half of the window can be given back: smaller updates would cost more than they help.</summary>
    internal bool ShouldUpdate(YamuxCoreStream stream, TimeSpan? roundTrip, MonotonicTime now)
    {
        if (stream.IsControlQueued || stream.IsRemoteFinished || stream.IsEnded || stream.IsAbandoned || Credit(stream) < stream.ReceiveWindowTarget / 2)
        {
            return false;
        }

        if (session.Memory.IsTight)
        {
            session.Starve(stream);
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
        var credit = stream.IsRemoteFinished || stream.IsEnded || stream.IsAbandoned ? 0 : Credit(stream);
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
        var target = Math.Min(2 * stream.ReceiveWindowTarget, session.Options.MaximumWindow);
        var growth = target - stream.ReceiveWindowTarget;

        // All that has been granted beyond the first windows may be left unread: it must fit twice, or an honest stream that is read slowly would be the one that has most unread.
        if (growth > 0 && grownBytes + growth <= session.Options.MaximumBufferedBytes / 2 && session.Memory.HasRoomFor((int)Math.Min(2 * (grownBytes + growth), int.MaxValue)))
        {
            grownBytes += growth;
            stream.ReceiveWindowTarget = target;
        }
    }
}
