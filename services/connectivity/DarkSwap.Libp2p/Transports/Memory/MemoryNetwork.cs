using System.Buffers.Binary;
using DarkSwap.Libp2p.Multiformats;

namespace DarkSwap.Libp2p.Transports.Memory;

/// <summary>What listens on <c>/memory/NUMBER</c>. Those who share one reach each other, and nobody else. Thread-safe.</summary>
internal sealed class MemoryNetwork
{
    private readonly Lock gate = new();
    private readonly Dictionary<ulong, QueueListener> listeners = [];
    private ulong lastNumber;

    internal static bool TryReadNumber(Multiaddr address, out ulong number)
    {
        number = 0;
        if (address.WithoutPeer().Components is not [{ } only] || only.Protocol.Code != MultiaddrProtocol.Memory.Code)
        {
            return false;
        }

        number = BinaryPrimitives.ReadUInt64BigEndian(only.Value.Span);
        return true;
    }

    internal QueueListener? Find(ulong number)
    {
        lock (gate)
        {
            return listeners.GetValueOrDefault(number);
        }
    }

    /// <param name="number">0 for any.</param>
    /// <exception cref="IOException">Somebody listens there already.</exception>
    internal QueueListener Listen(ulong number)
    {
        lock (gate)
        {
            var free = number == 0 ? NextFree() : number;
            var listener = new QueueListener(AddressOf(free), _ => Close(free));
            return listeners.TryAdd(free, listener) ? listener : throw new IOException($"/memory/{number} is taken.");
        }
    }

    /// <summary>A number that nobody listens on, for an end that dials.</summary>
    internal Multiaddr TakeAddress()
    {
        lock (gate)
        {
            return AddressOf(NextFree());
        }
    }

    private static Multiaddr AddressOf(ulong number)
    {
        var value = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(value, number);
        return Multiaddr.FromComponents([new(MultiaddrProtocol.Memory, value)]);
    }

    private ulong NextFree()
    {
        do
        {
            lastNumber++;
        }
        while (lastNumber == 0 || listeners.ContainsKey(lastNumber));
        return lastNumber;
    }

    private void Close(ulong number)
    {
        lock (gate)
        {
            listeners.Remove(number);
        }
    }
}
