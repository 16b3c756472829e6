using System.Buffers.Binary;
using System.Security.Cryptography;

namespace DarkSwap.Connectivity.Orders;

/// <summary>Hashes of order events that were handed on already; the oldest are forgotten first.</summary>
public sealed class SeenOrderEvents(int capacity)
{
    private readonly Lock gate = new();
    private readonly HashSet<UInt128> hashes = new(capacity);
    private readonly Queue<UInt128> order = new(capacity);

    public bool Contains(ReadOnlySpan<byte> envelope)
    {
        var hash = HashOf(envelope);
        lock (gate)
        {
            return hashes.Contains(hash);
        }
    }

    public void Add(ReadOnlySpan<byte> envelope)
    {
        var hash = HashOf(envelope);
        lock (gate)
        {
            if (!hashes.Add(hash))
            {
                return;
            }

            order.Enqueue(hash);
            if (order.Count > capacity)
            {
                hashes.Remove(order.Dequeue());
            }
        }
    }

    /// <summary>Half of SHA-256: enough that nobody finds two events with the same.</summary>
    public static UInt128 HashOf(ReadOnlySpan<byte> envelope)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(envelope, hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
