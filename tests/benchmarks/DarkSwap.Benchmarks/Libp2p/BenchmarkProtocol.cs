using System.Buffers.Binary;
using System.Diagnostics;

namespace DarkSwap.Benchmarks.Libp2p;

/// <summary>What both ends of a measured stream do: one byte says what, eight how much.</summary>
internal static class BenchmarkProtocol
{
    public const string Id = "/darkswap-benchmark/1.0.0";
    private const int HeaderLength = 1 + sizeof(ulong);
    private const int MessageLength = 32;
    private const int ChunkLength = 64 * 1024;
    private const byte Sink = 0;
    private const byte Source = 1;
    private const byte Echo = 2;

    /// <summary>Serves until the other side has no more to ask.</summary>
    public static async Task ServeAsync(Stream stream, CancellationToken cancellationToken)
    {
        var header = new byte[HeaderLength];
        while (await stream.ReadAtLeastAsync(header, HeaderLength, throwOnEndOfStream: false, cancellationToken) == HeaderLength)
        {
            var length = (long)BinaryPrimitives.ReadUInt64BigEndian(header.AsSpan(1));
            switch (header[0])
            {
                case Sink:
                    await SkipAsync(stream, length, cancellationToken);
                    await stream.WriteAsync(new byte[1], cancellationToken);
                    break;
                case Source:
                    await SendZerosAsync(stream, length, cancellationToken);
                    break;
                default:
                    await EchoAsync(stream, length, cancellationToken);
                    break;
            }
        }
    }

    public static async Task UploadAsync(Stream stream, long length, CancellationToken cancellationToken)
    {
        await AskAsync(stream, Sink, length, cancellationToken);
        await SendZerosAsync(stream, length, cancellationToken);
        await stream.ReadExactlyAsync(new byte[1], cancellationToken);
    }

    public static async Task DownloadAsync(Stream stream, long length, CancellationToken cancellationToken)
    {
        await AskAsync(stream, Source, length, cancellationToken);
        await SkipAsync(stream, length, cancellationToken);
    }

    /// <summary>Returns the times of round trips, in microseconds.</summary>
    public static async Task<double[]> MeasureRoundTripsAsync(Stream stream, long count, CancellationToken cancellationToken)
    {
        var times = new double[count];
        var message = new byte[MessageLength];
        await AskAsync(stream, Echo, count, cancellationToken);
        for (var index = 0; index < count; index++)
        {
            var start = Stopwatch.GetTimestamp();
            await stream.WriteAsync(message, cancellationToken);
            await stream.ReadExactlyAsync(message, cancellationToken);
            times[index] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        return times;
    }

    /// <summary>One message there and back, asked for in the same write.</summary>
    public static async Task EchoOnceAsync(Stream stream, CancellationToken cancellationToken)
    {
        var request = new byte[HeaderLength + MessageLength];
        request[0] = Echo;
        BinaryPrimitives.WriteUInt64BigEndian(request.AsSpan(1), 1);
        await stream.WriteAsync(request, cancellationToken);
        await stream.ReadExactlyAsync(request.AsMemory(0, MessageLength), cancellationToken);
    }

    private static ValueTask AskAsync(Stream stream, byte operation, long length, CancellationToken cancellationToken)
    {
        var header = new byte[HeaderLength];
        header[0] = operation;
        BinaryPrimitives.WriteUInt64BigEndian(header.AsSpan(1), (ulong)length);
        return stream.WriteAsync(header, cancellationToken);
    }

    private static async Task SendZerosAsync(Stream stream, long length, CancellationToken cancellationToken)
    {
        var chunk = new byte[ChunkLength];
        for (; length > 0; length -= ChunkLength)
        {
            await stream.WriteAsync(chunk.AsMemory(0, (int)Math.Min(length, ChunkLength)), cancellationToken);
        }
    }

    private static async Task SkipAsync(Stream stream, long length, CancellationToken cancellationToken)
    {
        var chunk = new byte[ChunkLength];
        while (length > 0)
        {
            var count = await stream.ReadAsync(chunk.AsMemory(0, (int)Math.Min(length, ChunkLength)), cancellationToken);
            length -= count > 0 ? count : throw new EndOfStreamException();
        }
    }

    private static async Task EchoAsync(Stream stream, long count, CancellationToken cancellationToken)
    {
        var message = new byte[MessageLength];
        for (; count > 0; count--)
        {
            await stream.ReadExactlyAsync(message, cancellationToken);
            await stream.WriteAsync(message, cancellationToken);
        }
    }
}
