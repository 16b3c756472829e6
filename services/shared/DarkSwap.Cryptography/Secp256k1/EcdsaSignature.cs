using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace DarkSwap.Cryptography.Secp256k1;

/// <summary>An ECDSA signature on secp256k1 whose s is in the lower half; the other half is refused, as it is the same signature in a second form (BIP-62, BIP-146).</summary>
public sealed class EcdsaSignature
{
    public const int CompactSize = 64;
    public const int MaximumDerSize = 72;

    private readonly byte[] opaque;

    private EcdsaSignature(byte[] opaque) => this.opaque = opaque;

    internal ReadOnlySpan<byte> Opaque => opaque;

    /// <summary>Reads strict DER (BIP-66): what the writer would write, and nothing else.</summary>
    public static bool TryParseDer(ReadOnlySpan<byte> der, [NotNullWhen(true)] out EcdsaSignature? signature)
    {
        signature = null;
        if (der.Length is < 8 or > MaximumDerSize)
        {
            return false;
        }

        var opaque = new byte[64];
        if (Secp256k1Functions.secp256k1_ecdsa_signature_parse_der(Secp256k1Context.Handle, opaque, der, (nuint)der.Length) != 1 || !IsLowS(opaque))
        {
            return false;
        }

        var parsed = new EcdsaSignature(opaque);
        Span<byte> canonical = stackalloc byte[MaximumDerSize];
        if (!canonical[..parsed.WriteDer(canonical)].SequenceEqual(der))
        {
            return false;
        }

        signature = parsed;
        return true;
    }

    /// <summary>Reads r and s, 32 bytes each, big-endian.</summary>
    public static bool TryParseCompact(ReadOnlySpan<byte> compact, [NotNullWhen(true)] out EcdsaSignature? signature)
    {
        signature = null;
        if (compact.Length != CompactSize)
        {
            return false;
        }

        var opaque = new byte[64];
        if (Secp256k1Functions.secp256k1_ecdsa_signature_parse_compact(Secp256k1Context.Handle, opaque, compact) != 1 || !IsLowS(opaque))
        {
            return false;
        }

        signature = new(opaque);
        return true;
    }

    /// <summary>Writes and returns the number of bytes written, at most <see cref="MaximumDerSize"/>.</summary>
    public int WriteDer(Span<byte> destination)
    {
        Span<byte> der = stackalloc byte[MaximumDerSize];
        var length = (nuint)der.Length;
        Secp256k1Functions.secp256k1_ecdsa_signature_serialize_der(Secp256k1Context.Handle, der, ref length, opaque);
        der[..(int)length].CopyTo(destination);
        return (int)length;
    }

    public byte[] ToDer()
    {
        Span<byte> der = stackalloc byte[MaximumDerSize];
        return der[..WriteDer(der)].ToArray();
    }

    public byte[] ToCompact()
    {
        var compact = new byte[CompactSize];
        Secp256k1Functions.secp256k1_ecdsa_signature_serialize_compact(Secp256k1Context.Handle, compact, opaque);
        return compact;
    }

    /// <summary>Counts up the additional nonce data until r is in the lower half too, as Bitcoin Core does: DER never takes more than 70 bytes then.</summary>
    internal static EcdsaSignature Sign(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> secretKey)
    {
        var opaque = new byte[64];
        Span<byte> counter = stackalloc byte[32];
        counter.Clear();
        for (var attempt = 0u; ; attempt++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(counter, attempt);
            if (Secp256k1Functions.secp256k1_ecdsa_sign(Secp256k1Context.Handle, opaque, hash, secretKey, 0, attempt == 0 ? default : counter) != 1)
            {
                throw new CryptographicException("libsecp256k1 could not sign.");
            }

            var signature = new EcdsaSignature(opaque);
            if (signature.ToCompact()[0] < 0x80)
            {
                return signature;
            }
        }
    }

    private static bool IsLowS(byte[] opaque)
    {
        Span<byte> normalized = stackalloc byte[64];
        return Secp256k1Functions.secp256k1_ecdsa_signature_normalize(Secp256k1Context.Handle, normalized, opaque) == 0;
    }
}
