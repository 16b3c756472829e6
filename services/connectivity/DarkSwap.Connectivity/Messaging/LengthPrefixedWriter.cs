using System.Buffers;
using DarkSwap.Primitives;
using Google.Protobuf;

namespace DarkSwap.Connectivity.Messaging;

/// <summary>Writes a protobuf message with its length as a varint before it, from one pooled buffer and with one write.</summary>
internal static class LengthPrefixedWriter
{
    public static async ValueTask WriteAsync(Stream stream, IMessage message, CancellationToken cancellationToken)
    {
        var size = message.CalculateSize();
        var prefix = Varint.LengthOf((ulong)size);
        var buffer = ArrayPool<byte>.Shared.Rent(prefix + size);
        try
        {
            Varint.Write(buffer, (ulong)size);
            message.WriteTo(buffer.AsSpan(prefix, size));
            await stream.WriteAsync(buffer.AsMemory(0, prefix + size), cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
