using System.Security.Cryptography;
using DarkSwap.Cryptography.Secp256k1;

namespace DarkSwap.Cryptography.Keys;

/// <summary>secp256k1 as libp2p peers use it: compressed points, strict DER signatures with a low s over SHA-256 (BIP-62).</summary>
internal static class Secp256k1Keys
{
    internal static bool IsKey(ReadOnlySpan<byte> data) =>
        data.Length == Secp256k1PublicKey.CompressedSize && Secp256k1PublicKey.TryParse(data, out _);

    internal static bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(message, hash);
        return Secp256k1PublicKey.TryParse(data, out var key)
            && EcdsaSignature.TryParseDer(signature, out var parsed)
            && key.VerifyEcdsa(hash, parsed);
    }
}
