using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using DarkSwap.Contracts.Wire.Values;
using Google.Protobuf;

namespace DarkSwap.Contracts.Wire.Orders;

/// <summary>Order ids: 32 bytes on the wire, lower-case hex everywhere else.</summary>
public static class OrderIdBytes
{
    public static ByteString Of(string orderId) =>
        HashText.TryRead(orderId, out var hash)
            ? UnsafeByteOperations.UnsafeWrap(hash)
            : throw new ArgumentException($"'{orderId}' is not an order's id.", nameof(orderId));

    public static bool TryRead(ByteString bytes, [NotNullWhen(true)] out string? orderId)
    {
        orderId = bytes.Length == SHA256.HashSizeInBytes ? HashText.Of(bytes.Span) : null;
        return orderId is not null;
    }
}
