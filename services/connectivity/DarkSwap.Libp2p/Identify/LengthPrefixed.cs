using System.Buffers;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Identify;

/// <summary>Messages with a varint length before them, as most libp2p protocols send.</summary>
public static class LengthPrefixed
{
    /// <summary>Reads one message; null when the stream ends before its first byte.</summary>
    /// <exception cref="PeerProtocolException">The message is longer than <paramref name="maximumLength"/> bytes, or cut off.</exception>
    public static async ValueTask<byte[]?> ReadAsync(Stream stream, int maximumLength, CancellationToken cancellationToken)
    {
        var prefix = new byte[Varint.MaximumLength];
        for (var count = 1; count <= prefix.Length; count++)
        {
            if (await stream.ReadAsync(prefix.AsMemory(count - 1, 1), cancellationToken) == 0)
            {
                return count == 1 ? null : throw new PeerProtocolException("The stream ended in the length of a message.");
            }

            var status = Varint.TryRead(prefix.AsSpan(0, count), out var length, out _);
            if (status == OperationStatus.InvalidData || (status == OperationStatus.Done && length > (ulong)maximumLength))
            {
                throw new PeerProtocolException($"A message is malformed or longer than {maximumLength} bytes.");
            }

            if (status == OperationStatus.Done)
            {
                var message = new byte[(int)length];
                await stream.ReadWholeAsync(message, cancellationToken);
                return message;
            }
        }

        throw new PeerProtocolException("The length of a message is malformed.");
    }

    public static async ValueTask WriteAsync(Stream stream, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Varint.MaximumLength + message.Length);
        try
        {
            var prefixLength = Varint.Write(buffer, (ulong)message.Length);
            message.Span.CopyTo(buffer.AsSpan(prefixLength));
            await stream.WriteAsync(buffer.AsMemory(0, prefixLength + message.Length), cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
