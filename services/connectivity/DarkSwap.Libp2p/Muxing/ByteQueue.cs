using System.Buffers;

namespace DarkSwap.Libp2p.Muxing;

/// <summary>Bytes in the order they came, in pooled segments that are returned as they are emptied. Not thread-safe.</summary>
internal sealed class ByteQueue
{
    private const int MinimumSegmentLength = 4 * 1024;
    private const int MaximumSegmentLength = 64 * 1024;

    private readonly Queue<byte[]> fullSegments = new();
    private byte[]? tail;
    private int headOffset;
    private int tailLength;

    internal int Length { get; private set; }

    internal void Append(ReadOnlySpan<byte> bytes)
    {
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
    }

    /// <summary>Moves as many bytes as there are and fit; returns their number.</summary>
    internal int Take(Span<byte> destination)
    {
        var taken = 0;
        while (Length > 0 && taken < destination.Length)
        {
            var isTail = fullSegments.Count == 0;
            var head = isTail ? tail! : fullSegments.Peek();
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
        while (fullSegments.TryDequeue(out var segment))
        {
            ArrayPool<byte>.Shared.Return(segment);
        }

        if (tail is not null)
        {
            ArrayPool<byte>.Shared.Return(tail);
        }

        tail = null;
        headOffset = tailLength = Length = 0;
    }

    private void AddSegment(int wanted)
    {
        if (tail is not null)
        {
            fullSegments.Enqueue(tail);
        }

        tail = ArrayPool<byte>.Shared.Rent(Math.Clamp(wanted, MinimumSegmentLength, MaximumSegmentLength));
        tailLength = 0;
    }

    private void ReleaseHead(bool isTail)
    {
        ArrayPool<byte>.Shared.Return(isTail ? tail! : fullSegments.Dequeue());
        headOffset = 0;
        if (isTail)
        {
            tail = null;
            tailLength = 0;
        }
    }
}
