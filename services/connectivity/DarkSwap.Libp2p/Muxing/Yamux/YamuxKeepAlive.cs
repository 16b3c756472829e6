using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Muxing.Yamux;

/// <summary>Pings of ours: when the next is due, what the last measured, and when silence means that the peer is gone.</summary>
internal sealed class YamuxKeepAlive(TimeSpan interval, TimeSpan timeout, MonotonicTime start)
{
    private MonotonicTime nextPing = start;
    private MonotonicTime sentAt;
    private MonotonicTime lastInput = start;
    private uint value;
    private bool isOutstanding;

    internal TimeSpan? RoundTrip { get; private set; }

    internal MonotonicTime NextTimeout => isOutstanding ? SilenceStart + timeout : nextPing;

    /// <summary>Anything that arrives shows that the peer lives: a ping's answer may wait behind much data.</summary>
    private MonotonicTime SilenceStart => lastInput > sentAt ? lastInput : sentAt;

    internal void NoteInput(MonotonicTime now) => lastInput = now;

    internal bool IsPeerSilent(MonotonicTime now) => isOutstanding && now >= SilenceStart + timeout;

    internal bool TryStartPing(MonotonicTime now, out uint pingValue)
    {
        pingValue = value;
        if (isOutstanding || now < nextPing)
        {
            return false;
        }

        pingValue = ++value;
        isOutstanding = true;
        sentAt = now;
        return true;
    }

    /// <summary>Notes an answer; false for one that no outstanding ping asked for.</summary>
    internal bool TryFinishPing(uint pingValue, MonotonicTime now)
    {
        if (!isOutstanding || pingValue != value)
        {
            return false;
        }

        isOutstanding = false;
        RoundTrip = now - sentAt;
        nextPing = now + interval;
        return true;
    }
}
