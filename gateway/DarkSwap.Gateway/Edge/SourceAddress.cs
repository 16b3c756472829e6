using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace DarkSwap.Gateway.Edge;

/// <summary>Where a caller sits, as far as limits tell callers apart: an IPv4 address, or the /64 of an IPv6 address, of which one household has all.</summary>
internal readonly record struct SourceAddress(ulong Value, bool IsIPv6)
{
    private const int IPv6Length = 16;

    /// <param name="address">Null for a connection that has none; all of those are one source.</param>
    public static SourceAddress Of(IPAddress? address)
    {
        Span<byte> bytes = stackalloc byte[IPv6Length];
        if (address is null || !address.TryWriteBytes(bytes, out _))
        {
            return default;
        }

        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return new SourceAddress(BinaryPrimitives.ReadUInt32BigEndian(bytes), false);
        }

        return address.IsIPv4MappedToIPv6
            ? new SourceAddress(BinaryPrimitives.ReadUInt32BigEndian(bytes[(IPv6Length - sizeof(uint))..]), false)
            : new SourceAddress(BinaryPrimitives.ReadUInt64BigEndian(bytes), true);
    }
}
