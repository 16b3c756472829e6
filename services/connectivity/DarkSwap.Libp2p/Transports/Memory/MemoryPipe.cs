using DarkSwap.Libp2p.Muxing;

namespace DarkSwap.Libp2p.Transports.Memory;

/// <summary>One direction of a connection inside this process: bounded bytes on their way from one writer to one reader. Here they arrive at once; heirs may let them travel.</summary>
/// <param name="gate">Guards the pipe; several may share one.</param>
internal class MemoryPipe(int capacity, Lock gate)
{
    private readonly Queue<ReadOnlyMemory<byte>> arrived = new();
    private readonly AsyncSignal readable = new();
    private readonly AsyncSignal writable = new();
    private int headOffset;
    private int outstanding;
    private bool hasEnded;
    private bool isReaderGone;
    private string? failure;

    /// <summary>Returns once everything is on its way; waits while the reader lags behind by the pipe's capacity.</summary>
    /// <exception cref="IOException">The reader has gone, or the connection was cut off.</exception>
    internal async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            lock (gate)
            {
                if (failure is not null || isReaderGone)
                {
                    throw new IOException(failure ?? "The peer has closed the connection.");
                }

                var count = Math.Min(bytes.Length, capacity - outstanding);
                if (count > 0)
                {
                    outstanding += count;
                    Carry(bytes[..count].ToArray());
                    bytes = bytes[count..];
                }

                if (bytes.IsEmpty)
                {
                    return;
                }
            }

            await writable.WaitAsync(cancellationToken);
        }
    }

    /// <summary>0 after the end. An empty buffer waits for bytes without taking them.</summary>
    internal async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            lock (gate)
            {
                if (failure is not null)
                {
                    throw new IOException(failure);
                }

                if (arrived.Count > 0)
                {
                    return Take(buffer.Span);
                }

                if (hasEnded || isReaderGone)
                {
                    return 0;
                }
            }

            await readable.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The writer has nothing more to say.</summary>
    internal void End()
    {
        lock (gate)
        {
            CarryEnd();
        }
    }

    /// <summary>The reader has gone: nothing more is kept for it, and the writer hears of it.</summary>
    internal void CloseReader()
    {
        lock (gate)
        {
            arrived.Clear();
            CarryReaderGone();
        }
    }

    /// <summary>Both ends fail from now on.</summary>
    internal void Fail(string reason)
    {
        lock (gate)
        {
            failure ??= reason;
            arrived.Clear();
            readable.Set();
            writable.Set();
        }
    }

    /// <summary>Under the gate: takes bytes to the reader, by calling <see cref="Arrive"/>.</summary>
    protected virtual void Carry(ReadOnlyMemory<byte> bytes) => Arrive(bytes);

    /// <summary>Under the gate: takes the end to the reader, after all bytes, by calling <see cref="ArriveEnd"/>.</summary>
    protected virtual void CarryEnd() => ArriveEnd();

    /// <summary>Under the gate: takes the news to the writer that nobody reads, by calling <see cref="ArriveReaderGone"/>.</summary>
    protected virtual void CarryReaderGone() => ArriveReaderGone();

    protected void Arrive(ReadOnlyMemory<byte> bytes)
    {
        if (failure is null && !isReaderGone)
        {
            arrived.Enqueue(bytes);
            readable.Set();
        }
    }

    protected void ArriveEnd()
    {
        hasEnded = true;
        readable.Set();
    }

    protected void ArriveReaderGone()
    {
        isReaderGone = true;
        arrived.Clear();
        readable.Set();
        writable.Set();
    }

    private int Take(Span<byte> destination)
    {
        var taken = 0;
        while (taken < destination.Length && arrived.TryPeek(out var head))
        {
            var count = Math.Min(head.Length - headOffset, destination.Length - taken);
            head.Span.Slice(headOffset, count).CopyTo(destination[taken..]);
            taken += count;
            headOffset += count;
            if (headOffset == head.Length)
            {
                arrived.Dequeue();
                headOffset = 0;
            }
        }

        outstanding -= taken;
        if (taken > 0)
        {
            writable.Set();
        }

        return taken;
    }
}
