using System.Buffers.Binary;
using System.Globalization;

namespace DarkSwap.Libp2p.Multiformats;

/// <summary>Addresses of Tor and I2P services in multiaddrs. They are kept and passed on; nothing here dials them.</summary>
internal static class HiddenServiceText
{
    private const int PortLength = sizeof(ushort);

    /// <summary>Shortest I2P destination: 387 bytes, or 386 in the eyes of other implementations.</summary>
    private const int MinimumGarlic64Length = 386;

    private const int Garlic32HashLength = 32;

    /// <summary>Shortest name of a service with an encrypted lease set.</summary>
    private const int MinimumGarlic32EncryptedLength = 35;

    /// <summary>I2P's base64 has other signs for 62 and 63.</summary>
    private static readonly BitBase Garlic64 = new(new("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-~"), isPadded: true);

    internal static string FormatOnion(ReadOnlySpan<byte> value) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Multibase.EncodeBare(MultibaseEncoding.Base32, value[..^PortLength])}:{BinaryPrimitives.ReadUInt16BigEndian(value[^PortLength..])}");

    internal static bool TryParseOnion(string text, int length, out byte[] value)
    {
        value = [];
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0
            || !Multibase.TryDecodeBare(MultibaseEncoding.Base32, text.AsSpan(0, colon), out var name)
            || name.Length != length - PortLength
            || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port == 0)
        {
            return false;
        }

        value = [.. name, (byte)(port >> 8), (byte)port];
        return true;
    }

    internal static bool IsOnion(ReadOnlySpan<byte> value) => value is not [.., 0, 0];

    internal static string FormatGarlic64(ReadOnlySpan<byte> value) => Garlic64.Encode(value);

    internal static bool TryParseGarlic64(string text, out byte[] value) => Garlic64.TryDecode(text, out value) && IsGarlic64(value);

    internal static bool IsGarlic64(ReadOnlySpan<byte> value) => value.Length >= MinimumGarlic64Length;

    internal static string FormatGarlic32(ReadOnlySpan<byte> value) => Multibase.EncodeBare(MultibaseEncoding.Base32, value);

    internal static bool TryParseGarlic32(string text, out byte[] value) =>
        Multibase.TryDecodeBare(MultibaseEncoding.Base32, text, out value) && IsGarlic32(value);

    internal static bool IsGarlic32(ReadOnlySpan<byte> value) => value.Length is Garlic32HashLength or >= MinimumGarlic32EncryptedLength;
}
