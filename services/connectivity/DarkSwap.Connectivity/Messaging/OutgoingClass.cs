using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Primitives;

namespace DarkSwap.Connectivity.Messaging;

/// <summary>The waiting messages of one priority, first in first out, bounded in number and bytes.</summary>
internal sealed class OutgoingClass(int maximumMessages, int maximumBytes)
{
    private readonly Queue<(Envelope Envelope, int Size, MonotonicTime EnqueuedAt)> messages = new();

    public int Bytes { get; private set; }

    public bool IsEmpty => messages.Count == 0;

    public MonotonicTime? OldestEnqueuedAt => messages.TryPeek(out var oldest) ? oldest.EnqueuedAt : null;

    public bool HasRoomFor(int size) => messages.Count < maximumMessages && (messages.Count == 0 || Bytes + size <= maximumBytes);

    public void Enqueue(Envelope envelope, int size, MonotonicTime now)
    {
        messages.Enqueue((envelope, size, now));
        Bytes += size;
    }

    /// <summary>Takes the oldest message if it is at most <paramref name="sizeLimit"/> bytes.</summary>
    public bool TryDequeue(int sizeLimit, out Envelope? envelope, out int size)
    {
        if (messages.TryPeek(out var oldest) && oldest.Size <= sizeLimit)
        {
            messages.Dequeue();
            (envelope, size) = (oldest.Envelope, oldest.Size);
            Bytes -= size;
            return true;
        }

        (envelope, size) = (null, 0);
        return false;
    }
}
