using System.Numerics;

namespace DarkSwap.Libp2p.Muxing;

/// <summary>Bytes in the order they came, in pooled segments that are returned as they are emptied. The segments, not only what is in them, are reserved from <paramref name="budget"/>. Not thread-safe.</summary>
internal sealed class ByteQueue(IMemoryBudget budget)
{
    private Queue<byte[]>? fullSegments;
    private byte[]? tail;
    private int headOffset;
    private int tailLength;

    internal int Length { get; private set; }

    /// <summary>Takes all of <paramref name="bytes"/>, or nothing when the budget is used up.</summary>
    internal bool TryAppend(ReadOnlySpan<byte> bytes)
    {
        var free = tail is null ? 0 : tail.Length - tailLength;
        if (bytes.Length > free && !budget.TryReserve(SegmentsFor(bytes.Length - free)))
        {
            return false;
        }

        Length += bytes.Length;
        while (!bytes.IsEmpty)
        {
            if (tail is null || tailLength == tail.Length)
            {
                AddSegment(bytes.Length);
            }

            var count = Math.Min(bytes.Length, tail!.Length - tailLength);
            bytes[..count].CopyTo(tail.AsSpan(tailLength));
            tailLength += count;
            bytes = bytes[count..];
        }

        return true;
    }

    /// <summary>Moves as many bytes as there are and fit; returns their number.</summary>
    internal int Take(Span<byte> destination)
    {
        var taken = 0;
        while (Length > 0 && taken < destination.Length)
        {
            var isTail = fullSegments is null or { Count: 0 };
            var head = isTail ? tail! : fullSegments!.Peek();
            var end = isTail ? tailLength : head.Length;
            var count = Math.Min(destination.Length - taken, end - headOffset);
            head.AsSpan(headOffset, count).CopyTo(destination[taken..]);
            headOffset += count;
            taken += count;
            Length -= count;
            if (headOffset == end)
            {
                ReleaseHead(isTail);
            }
        }

        return taken;
    }

    internal void Clear()
    {
        while (fullSegments is not null && fullSegments.TryDequeue(out var segment))
        {
            Return(segment);
        }

        if (tail is not null)
        {
            Return(tail);
        }

        tail = null;
        headOffset = tailLength = Length = 0;
    }

    /// <summary>Bytes of the segments that hold <paramref name="length"/> more bytes.</summary>
    private static int SegmentsFor(int length) =>
        (length / SegmentPool.MaximumLength * SegmentPool.MaximumLength) + (length % SegmentPool.MaximumLength is > 0 and var rest ? SegmentFor(rest) : 0);

    /// <summary>A length that the pool has.</summary>
    private static int SegmentFor(int length) => (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(length, SegmentPool.MinimumLength, SegmentPool.MaximumLength));

    private void AddSegment(int wanted)
    {
        if (tail is not null)
        {
            (fullSegments ??= new Queue<byte[]>()).Enqueue(tail);
        }

        tail = SegmentPool.Rent(SegmentFor(wanted));
        tailLength = 0;
    }

    private void ReleaseHead(bool isTail)
    {
        Return(isTail ? tail! : fullSegments!.Dequeue());
        headOffset = 0;
        if (isTail)
        {
            tail = null;
            tailLength = 0;
        }
    }

    private void Return(byte[] segment)
    {
        budget.Release(segment.Length);
        SegmentPool.Return(segment);
    }
}
