using System.Buffers;
using System.Buffers.Binary;
using System.Net;

namespace DarkSwap.Libp2p.Transports.Proxies;

/// <summary>A PROXY protocol header of version 2 (HAProxy, proxy-protocol.txt §2.2). What follows the addresses in it is skipped.</summary>
/// <param name="Source">Whose connection it is; null when the proxy speaks for itself or does not know.</param>
/// <param name="Destination">The address that it came to at the proxy.</param>
internal readonly record struct ProxyHeader(IPEndPoint? Source, IPEndPoint? Destination)
{
    /// <summary>The part that every header has, which tells how long the whole is.</summary>
    internal const int FixedLength = 16;

    /// <summary>Longest header that is read, in bytes.</summary>
    internal const int MaximumLength = 2048;

    private const int Version = 2;
    private const int LocalCommand = 0;
    private const int ProxyCommand = 1;
    private const int TcpOverInternet4 = 0x11;
    private const int TcpOverInternet6 = 0x21;
    private const int TcpOverUnix = 0x31;
    private const int Unspecified = 0;

    private static ReadOnlySpan<byte> Signature => [0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A];

    /// <param name="length">Length of the whole header, as soon as it is known.</param>
    internal static OperationStatus TryRead(ReadOnlySpan<byte> source, out ProxyHeader header, out int length)
    {
        header = default;
        length = 0;
        if (!Signature.StartsWith(source[..Math.Min(source.Length, Signature.Length)]))
        {
            return OperationStatus.InvalidData;
        }

        if (source.Length < FixedLength)
        {
            return OperationStatus.NeedMoreData;
        }

        var (version, command, transport) = (source[12] >> 4, source[12] & 0x0F, source[13]);
        length = FixedLength + BinaryPrimitives.ReadUInt16BigEndian(source[14..]);
        if (version != Version || length > MaximumLength)
        {
            return OperationStatus.InvalidData;
        }

        return source.Length < length ? OperationStatus.NeedMoreData : ReadAddresses(source[FixedLength..length], command, transport, out header);
    }

    private static OperationStatus ReadAddresses(ReadOnlySpan<byte> addresses, int command, int transport, out ProxyHeader header)
    {
        header = default;
        if (command == LocalCommand || (command == ProxyCommand && transport is Unspecified or TcpOverUnix))
        {
            return OperationStatus.Done;
        }

        var size = transport switch { TcpOverInternet4 => 4, TcpOverInternet6 => 16, _ => 0 };
        if (command != ProxyCommand || size == 0 || addresses.Length < 2 * (size + sizeof(ushort)))
        {
            return OperationStatus.InvalidData;
        }

        header = new ProxyHeader(
            new IPEndPoint(new IPAddress(addresses[..size]), BinaryPrimitives.ReadUInt16BigEndian(addresses[(2 * size)..])),
            new IPEndPoint(new IPAddress(addresses.Slice(size, size)), BinaryPrimitives.ReadUInt16BigEndian(addresses[((2 * size) + sizeof(ushort))..])));
        return OperationStatus.Done;
    }
}
