using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Primitives;

namespace DarkSwap.Connectivity.Messaging;

/// <summary>
/// What waits for one peer, in three classes, and when it leaves as a batch. High goes first; medium and low share what is left 4 to 1.
/// A pure core: told the time, owned by one channel and not thread-safe.
/// </summary>
public sealed class OutgoingQueue(OutgoingQueueOptions options)
{
    /// <summary>Medium messages for each low one while both wait.</summary>
    private const int MediumShare = 4;

    private readonly OutgoingClass high = new(options.MaximumQueuedMessages, options.MaximumQueuedBytes);
    private readonly OutgoingClass medium = new(options.MaximumQueuedMessages, options.MaximumQueuedBytes);
    private readonly OutgoingClass low = new(options.MaximumQueuedMessages, options.MaximumQueuedBytes);
    private int mediumSinceLow;

    /// <summary>Medium and low messages that were dropped because their class was full.</summary>
    public long Dropped { get; private set; }

    public bool IsEmpty => high.IsEmpty && medium.IsEmpty && low.IsEmpty;

    /// <summary>When <see cref="TryTakeBatch"/> next has something; null while nothing waits.</summary>
    public MonotonicTime? NextFlush
    {
        get
        {
            if (!high.IsEmpty || medium.Bytes + low.Bytes >= options.BatchBytes)
            {
                return new MonotonicTime(long.MinValue);
            }

            var oldest = (medium.OldestEnqueuedAt, low.OldestEnqueuedAt) switch
            {
                ({ } first, { } second) => first < second ? first : second,
                ({ } first, null) => first,
                (null, { } second) => second,
                (null, null) => (MonotonicTime?)null,
            };
            return oldest is { } since ? since + TimeSpan.FromMilliseconds(options.BatchDelayMilliseconds) : null;
        }
    }

    /// <summary>
    /// Adds a message. A full medium or low class drops its oldest messages; a full high class refuses (false), and the caller waits.
    /// </summary>
    public bool TryEnqueue(MessagePriority priority, Envelope envelope, MonotonicTime now)
    {
        var size = envelope.CalculateSize();
        var target = priority switch
        {
            MessagePriority.High => high,
            MessagePriority.Medium => medium,
            MessagePriority.Low => low,
        };

        if (priority == MessagePriority.High && !target.HasRoomFor(size))
        {
            return false;
        }

        while (!target.HasRoomFor(size))
        {
            target.TryDequeue(int.MaxValue, out _, out _);
            Dropped++;
        }

        target.Enqueue(envelope, size, now);
        return true;
    }

    /// <summary>Moves the messages of one batch to <paramref name="batch"/>; false while none is due.</summary>
    public bool TryTakeBatch(MonotonicTime now, ICollection<Envelope> batch)
    {
        if (NextFlush is not { } due || due > now)
        {
            return false;
        }

        var room = options.BatchBytes;
        while (TryDequeueNext(batch.Count == 0 ? int.MaxValue : room, out var envelope, out var size))
        {
            batch.Add(envelope!);
            room -= size;
            if (room <= 0)
            {
                break;
            }
        }

        return batch.Count > 0;
    }

    private bool TryDequeueNext(int sizeLimit, out Envelope? envelope, out int size)
    {
        if (!high.IsEmpty)
        {
            return high.TryDequeue(sizeLimit, out envelope, out size);
        }

        var isLowDue = !low.IsEmpty && (medium.IsEmpty || mediumSinceLow >= MediumShare);
        if (isLowDue)
        {
            mediumSinceLow = 0;
            return low.TryDequeue(sizeLimit, out envelope, out size);
        }

        mediumSinceLow = low.IsEmpty ? 0 : mediumSinceLow + 1;
        return medium.TryDequeue(sizeLimit, out envelope, out size);
    }
}
