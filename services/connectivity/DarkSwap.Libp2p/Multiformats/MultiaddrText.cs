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
        MultiaddrValueKind.PrefixLength => value[0].ToString(CultureInfo.InvariantCulture),
        MultiaddrValueKind.Port => BinaryPrimitives.ReadUInt16BigEndian(value).ToString(CultureInfo.InvariantCulture),
        MultiaddrValueKind.Number => BinaryPrimitives.ReadUInt64BigEndian(value).ToString(CultureInfo.InvariantCulture),
        MultiaddrValueKind.Name or MultiaddrValueKind.Path => Encoding.ASCII.GetString(value),
        MultiaddrValueKind.EncodedPath => PercentEncoding.Encode(value),
        MultiaddrValueKind.Peer => PeerId.TryRead(value, out var peerId) ? peerId.ToString() : Convert.ToHexStringLower(value),
        MultiaddrValueKind.CertificateHash => Multibase.Encode(MultibaseEncoding.Base64Url, value),
        MultiaddrValueKind.Onion or MultiaddrValueKind.Onion3 => HiddenServiceText.FormatOnion(value),
        MultiaddrValueKind.Garlic64 => HiddenServiceText.FormatGarlic64(value),
        MultiaddrValueKind.Garlic32 => HiddenServiceText.FormatGarlic32(value),
        MultiaddrValueKind.Opaque => Convert.ToHexStringLower(value),
    };

    internal static bool TryParse(MultiaddrProtocol protocol, string text, out byte[] value)
    {
        value = [];
        return protocol.ValueKind switch
        {
            MultiaddrValueKind.InternetAddress4 => TryParseAddress(text, AddressFamily.InterNetwork, out value),
            MultiaddrValueKind.InternetAddress6 => TryParseAddress(text, AddressFamily.InterNetworkV6, out value),
            MultiaddrValueKind.PrefixLength => TryParseNumber(text, byte.MaxValue, sizeof(byte), out value),
            MultiaddrValueKind.Port => TryParseNumber(text, ushort.MaxValue, sizeof(ushort), out value),
            MultiaddrValueKind.Number => TryParseNumber(text, ulong.MaxValue, sizeof(ulong), out value),
            MultiaddrValueKind.Name => TryParseName(text, out value),
            MultiaddrValueKind.Path => TryParsePath(text, out value),
            MultiaddrValueKind.EncodedPath => PercentEncoding.TryDecode(text, out value) && value.Length > 0,
            MultiaddrValueKind.Peer => TryParsePeer(text, out value),
            MultiaddrValueKind.CertificateHash => Multibase.TryDecode(text, out value) && Multihash.TryRead(value, out _),
            MultiaddrValueKind.Onion or MultiaddrValueKind.Onion3 => HiddenServiceText.TryParseOnion(text, protocol.Length!.Value, out value),
            MultiaddrValueKind.Garlic64 => HiddenServiceText.TryParseGarlic64(text, out value),
            MultiaddrValueKind.Garlic32 => HiddenServiceText.TryParseGarlic32(text, out value),
            MultiaddrValueKind.Opaque => Multibase.TryDecodeBare(MultibaseEncoding.Base16, text, out value),
            MultiaddrValueKind.None => false,
        };
    }

    /// <summary>True when the bytes are a value of that kind: what arrives in binary must be as well-formed as what is parsed from text.</summary>
    internal static bool IsValid(MultiaddrValueKind kind, ReadOnlySpan<byte> value) => kind switch
    {
        MultiaddrValueKind.Name => IsName(value),
        MultiaddrValueKind.Path => IsPath(value),
        MultiaddrValueKind.EncodedPath => value.Length > 0,
        MultiaddrValueKind.Peer => PeerId.TryRead(value, out _),
        MultiaddrValueKind.CertificateHash => Multihash.TryRead(value, out _),
        MultiaddrValueKind.Onion or MultiaddrValueKind.Onion3 => HiddenServiceText.IsOnion(value),
        MultiaddrValueKind.Garlic64 => HiddenServiceText.IsGarlic64(value),
        MultiaddrValueKind.Garlic32 => HiddenServiceText.IsGarlic32(value),
        MultiaddrValueKind.None or MultiaddrValueKind.InternetAddress4 or MultiaddrValueKind.InternetAddress6 or MultiaddrValueKind.PrefixLength
            or MultiaddrValueKind.Port or MultiaddrValueKind.Number or MultiaddrValueKind.Opaque => true,
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

    private static bool TryParseNumber(string text, ulong maximum, int length, out byte[] value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        var isNumber = ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= maximum;
        BinaryPrimitives.WriteUInt64BigEndian(bytes, number);
        value = isNumber ? bytes[^length..].ToArray() : [];
        return isNumber;
    }

    private static bool TryParseName(string text, out byte[] value)
    {
        value = Encoding.UTF8.GetBytes(text);
        return IsName(value);
    }

    private static bool TryParsePath(string text, out byte[] value)
    {
        value = Encoding.UTF8.GetBytes(text);
        return IsPath(value);
    }

    private static bool TryParsePeer(string text, out byte[] value)
    {
        value = PeerId.TryParse(text, out var peerId) ? peerId.ToBytes() : [];
        return value.Length > 0;
    }

    /// <summary>Printable ASCII without a slash: other names could not be written as text and read back.</summary>
    private static bool IsName(ReadOnlySpan<byte> value) =>
        value.Length is > 0 and <= MaximumNameLength && IsPrintable(value) && !value.Contains((byte)'/');

    /// <summary>A slash and more, but no slash at the end, which text would lose.</summary>
    private static bool IsPath(ReadOnlySpan<byte> value) => value is [(byte)'/', .., not (byte)'/'] && IsPrintable(value);

    private static bool IsPrintable(ReadOnlySpan<byte> value) => !value.ContainsAnyExceptInRange((byte)'!', (byte)'~');
}
