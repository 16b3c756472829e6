using System.Buffers;
using System.Buffers.Binary;
using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Swarm;

namespace DarkSwap.Libp2p.Perf;

/// <summary>/perf/1.0.0: the client says how many bytes it wants, sends its own, half-closes; then the server sends (libp2p perf specification).</summary>
internal sealed class PerfService(long maximumBytes, TimeProvider timeProvider)
{
    internal const string ProtocolId = "/perf/1.0.0";
    private const int ChunkLength = 64 * 1024;

    internal async Task<PerfResult> MeasureAsync(IPeerConnection connection, long upload, long download, CancellationToken cancellationToken)
    {
        await using var stream = await connection.OpenStreamAsync([ProtocolId], cancellationToken);
        var request = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(request, (ulong)download);
        var start = timeProvider.GetTimestamp();
        await stream.WriteAsync(request, cancellationToken);
        await SendAsync(stream, upload, cancellationToken);
        await stream.CloseWriteAsync(cancellationToken);
        var uploaded = timeProvider.GetTimestamp();
        var received = await DrainAsync(stream, download, cancellationToken);
        var end = timeProvider.GetTimestamp();
        return received == download
            ? new PerfResult(upload, timeProvider.GetElapsedTime(start, uploaded), received, timeProvider.GetElapsedTime(uploaded, end))
            : throw new PeerProtocolException($"The peer sent {received} of {download} bytes.");
    }

    internal async Task ServeAsync(PeerStream stream, PeerId remotePeer, CancellationToken cancellationToken)
    {
        var request = new byte[sizeof(ulong)];
        await stream.ReadWholeAsync(request, cancellationToken);
        var wanted = BinaryPrimitives.ReadUInt64BigEndian(request);
        if (wanted > (ulong)maximumBytes)
        {
            throw new PeerProtocolException($"{wanted} bytes are more than the {maximumBytes} that are served.");
        }

        await DrainAsync(stream, maximumBytes, cancellationToken);
        await SendAsync(stream, (long)wanted, cancellationToken);
        await stream.CloseWriteAsync(cancellationToken);
    }

    private static async Task SendAsync(PeerStream stream, long count, CancellationToken cancellationToken)
    {
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkLength);
        try
        {
            // What the array held before is nobody's business.
            chunk.AsSpan().Clear();
            while (count > 0)
            {
                var length = (int)Math.Min(count, ChunkLength);
                await stream.WriteAsync(chunk.AsMemory(0, length), cancellationToken);
                count -= length;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    private static async Task<long> DrainAsync(PeerStream stream, long maximum, CancellationToken cancellationToken)
    {
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkLength);
        try
        {
            long total = 0;
            while (await stream.ReadAsync(chunk, cancellationToken) is > 0 and var length)
            {
                total += length;
                if (total > maximum)
                {
                    throw new PeerProtocolException($"The peer sends more than {maximum} bytes.");
                }
            }

            return total;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }
}
