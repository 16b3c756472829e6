using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;

namespace DarkSwap.Libp2p.Transports.Simulated;

/// <summary>What has happened in a simulated network, as one hash. Thread-safe.</summary>
internal sealed class SimulatedTrace : IDisposable
{
    private readonly Lock gate = new();
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long deliveries;

    /// <summary>Segments that have arrived, ends of connections included.</summary>
    internal long Deliveries => Interlocked.Read(ref deliveries);

    /// <summary>SHA-256 over everything that has arrived so far: when, from where, to where, and what.</summary>
    internal string Hash
    {
        get
        {
            lock (gate)
            {
                return Convert.ToHexStringLower(hash.GetCurrentHash());
            }
        }
    }

    /// <param name="bytes">Null for the end of a direction.</param>
    internal void Note(TimeSpan time, IPEndPoint from, IPEndPoint to, ReadOnlyMemory<byte>? bytes)
    {
        lock (gate)
        {
            deliveries++;
            Add(time.Ticks);
            Add(from);
            Add(to);
            Add(bytes?.Length ?? -1);
            hash.AppendData(bytes.GetValueOrDefault().Span);
        }
    }

    public void Dispose() => hash.Dispose();

    private void Add(IPEndPoint endPoint)
    {
        hash.AppendData(endPoint.Address.GetAddressBytes());
        Add(endPoint.Port);
    }

    private void Add(long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        hash.AppendData(bytes);
    }
}
