using System.Buffers;

namespace DarkSwap.Libp2p.Transports.WebSockets;

/// <summary>Reads one HTTP head off a stream, and not more bytes than a head may have.</summary>
internal static class HttpHeadReader
{
    /// <returns>The head, and the stream from its end on.</returns>
    /// <exception cref="PeerProtocolException">It is not HTTP, is too long, or ends early.</exception>
    internal static async Task<(HttpHead Head, Stream Remainder)> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(HttpHead.MaximumLength);
        try
        {
            var filled = 0;
            while (true)
            {
                var count = await stream.ReadAsync(buffer.AsMemory(filled, HttpHead.MaximumLength - filled), cancellationToken);
                if (count == 0)
                {
                    throw new PeerProtocolException("The connection ended in the middle of an HTTP head.");
                }

                filled += count;
                var status = HttpHead.TryRead(buffer.AsSpan(0, filled), out var head, out var length);
                if (status == OperationStatus.Done)
                {
                    return (head!, PrefixedStream.Create(buffer.AsSpan(length, filled - length).ToArray(), stream));
                }

                if (status == OperationStatus.InvalidData)
                {
                    throw new PeerProtocolException("The peer does not speak HTTP, or says too much.");
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
