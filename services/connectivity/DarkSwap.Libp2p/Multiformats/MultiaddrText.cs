using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using DarkSwap.Cryptography;

namespace DarkSwap.Libp2p.Multiformats;

/// <summary>Values of multiaddr components as text and back.</summary>
internal static class MultiaddrText
{
    private const int MaximumNameLength = 253;

    internal static string Format(MultiaddrValueKind kind, ReadOnlySpan<byte> value) => kind switch
    {
        MultiaddrValueKind.None => string.Empty,
        MultiaddrValueKind.InternetAddress4 or MultiaddrValueKind.InternetAddress6 => new IPAddress(value).ToString(),
        MultiaddrValueKind.Port => BinaryPrimitives.ReadUInt16BigEndian(value).ToString(CultureInfo.InvariantCulture),
        MultiaddrValueKind.Name => Encoding.UTF8.GetString(value),
        MultiaddrValueKind.Peer => PeerId.TryRead(value, out var peerId) ? peerId.ToString() : Convert.ToHexStringLower(value),
        MultiaddrValueKind.CertificateHash => Multibase.EncodeBase64Url(value),
        MultiaddrValueKind.Opaque => Convert.ToHexStringLower(value),
    };

    internal static bool TryParse(MultiaddrValueKind kind, string text, out byte[] value)
    {
        value = [];
        return kind switch
        {
            MultiaddrValueKind.InternetAddress4 => TryParseAddress(text, AddressFamily.InterNetwork, out value),
            MultiaddrValueKind.InternetAddress6 => TryParseAddress(text, AddressFamily.InterNetworkV6, out value),
            MultiaddrValueKind.Port => TryParsePort(text, out value),
            MultiaddrValueKind.Name => TryParseName(text, out value),
            MultiaddrValueKind.Peer => TryParsePeer(text, out value),
            MultiaddrValueKind.CertificateHash => Multibase.TryDecode(text, out value) && Multihash.TryRead(value, out _),
            MultiaddrValueKind.None or MultiaddrValueKind.Opaque => false,
        };
    }

    /// <summary>True when the bytes are a value of that kind: what arrives in binary must be as well-formed as what is parsed from text.</summary>
    internal static bool IsValid(MultiaddrValueKind kind, ReadOnlySpan<byte> value) => kind switch
    {
        MultiaddrValueKind.Name => IsName(value),
        MultiaddrValueKind.Peer => PeerId.TryRead(value, out _),
        MultiaddrValueKind.CertificateHash => Multihash.TryRead(value, out _),
        MultiaddrValueKind.None or MultiaddrValueKind.InternetAddress4 or MultiaddrValueKind.InternetAddress6
            or MultiaddrValueKind.Port or MultiaddrValueKind.Opaque => true,
    };

    private static bool TryParseAddress(string text, AddressFamily family, out byte[] value)
    {
        // IPAddress also reads "1" and "0x7f.1"; a multiaddr has the four-part form only, so the text must come back the same.
        var isAddress = IPAddress.TryParse(text, out var address)
            && address.AddressFamily == family
            && (family == AddressFamily.InterNetworkV6 ? !text.Contains('%', StringComparison.Ordinal) && text[0] != '[' : address.ToString() == text);
        value = isAddress ? address!.GetAddressBytes() : [];
        return isAddress;
    }

    private static bool TryParsePort(string text, out byte[] value)
    {
        value = new byte[sizeof(ushort)];
        if (!ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            return false;
        }

        BinaryPrimitives.WriteUInt16BigEndian(value, port);
        return true;
    }

    private static bool TryParseName(string text, out byte[] value)
    {
        value = Encoding.UTF8.GetBytes(text);
        return IsName(value);
    }

    private static bool TryParsePeer(string text, out byte[] value)
    {
        value = PeerId.TryParse(text, out var peerId) ? peerId.ToBytes() : [];
        return value.Length > 0;
    }

    /// <summary>Printable ASCII without a slash: other names could not be written as text and read back.</summary>
    private static bool IsName(ReadOnlySpan<byte> value) =>
        value.Length is > 0 and <= MaximumNameLength && !value.ContainsAnyExceptInRange((byte)'!', (byte)'~') && !value.Contains((byte)'/');
}
