using System.Numerics;

namespace DarkSwap.Libp2p.Muxing;

/// <summary>
/// Arrays for <see cref="ByteQueue"/>, of exactly the length that is asked for. The runtime's shared pool keeps fewer than a wide window holds, and drops and allocates the others
/// at each turn of a transfer. Thread-safe.
/// </summary>
internal static class SegmentPool
{
    internal const int MinimumLength = 1024;
    internal const int MaximumLength = 64 * 1024;

    /// <summary>Kept of each length: of the longest as many as two windows of 4 MiB hold.</summary>
    private const int MaximumKept = 128;

    private static readonly Stack<byte[]>[] Kept = [.. Enumerable.Range(0, IndexOf(MaximumLength) + 1).Select(_ => new Stack<byte[]>())];

    /// <param name="length">A power of two from <see cref="MinimumLength"/> to <see cref="MaximumLength"/>.</param>
    internal static byte[] Rent(int length)
    {
        var kept = Kept[IndexOf(length)];
        lock (kept)
        {
            if (kept.TryPop(out var segment))
            {
                return segment;
            }
        }

        return GC.AllocateUninitializedArray<byte>(length);
    }

    internal static void Return(byte[] segment)
    {
        var kept = Kept[IndexOf(segment.Length)];
        lock (kept)
        {
            if (kept.Count < MaximumKept)
            {
                kept.Push(segment);
            }
        }
    }

    private static int IndexOf(int length) => BitOperations.Log2((uint)(length / MinimumLength));
}
