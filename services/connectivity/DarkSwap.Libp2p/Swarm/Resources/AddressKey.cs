using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Swarm.Addresses;

namespace DarkSwap.Libp2p.Swarm.Resources;

/// <summary>The leading bits of an IP address by which connections are counted.</summary>
internal readonly record struct AddressKey(bool IsSixth, UInt128 Prefix)
{
    private const int FourthSubnetBits = 24;
    private const int SixthAddressBits = 56;
    private const int SixthSubnetBits = 48;

    /// <summary>The address and its subnet. Null without an IP address, and for a circuit: there the address is the relay's, which must not pay for those it serves.</summary>
    internal static (IPAddress Host, AddressKey Address, AddressKey Subnet)? Of(Multiaddr remoteAddress)
    {
        if (remoteAddress.Contains(MultiaddrProtocol.Circuit) || AddressPolicy.FindHost(remoteAddress) is not { } found)
        {
            return null;
        }

        var host = found.IsIPv4MappedToIPv6 ? found.MapToIPv4() : found;
        Span<byte> bytes = stackalloc byte[16];
        host.TryWriteBytes(bytes, out var length);
        if (host.AddressFamily == AddressFamily.InterNetwork)
        {
            var value = BinaryPrimitives.ReadUInt32BigEndian(bytes[..length]);
            return (host, new(false, value), new(false, value >> (32 - FourthSubnetBits)));
        }

        var whole = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        return (host, new(true, whole >> (128 - SixthAddressBits)), new(true, whole >> (128 - SixthSubnetBits)));
    }
}
