using System.Diagnostics.CodeAnalysis;
using DarkSwap.Cryptography.Secp256k1;

namespace DarkSwap.Bitcoin.Addresses;

/// <summary>Private keys as text, for tests and tools.</summary>
public static class WalletImportFormat
{
    private const byte CompressedMark = 1;

    public static bool TryParse(
        [NotNullWhen(true)] string? text,
        BitcoinNetwork network,
        [NotNullWhen(true)] out Secp256k1PrivateKey? privateKey,
        out bool isCompressed)
    {
        privateKey = null;
        isCompressed = false;
        if (!Base58Check.TryDecode(text, out var payload) || payload.Length is not (33 or 34) || payload[0] != AddressPrefixes.Of(network).SecretKey)
        {
            return false;
        }

        isCompressed = payload.Length == 34;
        return (!isCompressed || payload[33] == CompressedMark) && Secp256k1PrivateKey.TryParse(payload.AsSpan(1, 32), out privateKey);
    }

    public static string Format(Secp256k1PrivateKey privateKey, BitcoinNetwork network, bool isCompressed)
    {
        var secret = privateKey.Export();
        var prefix = AddressPrefixes.Of(network).SecretKey;
        var text = isCompressed ? Base58Check.Encode([prefix, .. secret, CompressedMark]) : Base58Check.Encode([prefix, .. secret]);
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(secret);
        return text;
    }
}
