using System.Diagnostics.CodeAnalysis;

namespace DarkSwap.Cryptography.Secp256k1;

/// <summary>A point on secp256k1 other than infinity.</summary>
public sealed class Secp256k1PublicKey : IEquatable<Secp256k1PublicKey>
{
    public const int CompressedSize = 33;
    public const int UncompressedSize = 65;
    private const uint CompressedFlags = 0x102;
    private const uint UncompressedFlags = 0x2;

    private readonly byte[] opaque;

    internal Secp256k1PublicKey(byte[] opaque) => this.opaque = opaque;

    /// <summary>Reads 33 bytes (02 or 03 first) or 65 (04 first); hybrid forms are refused.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out Secp256k1PublicKey? publicKey)
    {
        publicKey = null;
        if (bytes is not ([2 or 3, ..] and { Length: CompressedSize }) and not ([4, ..] and { Length: UncompressedSize }))
        {
            return false;
        }

        var opaque = new byte[64];
        if (Secp256k1Functions.secp256k1_ec_pubkey_parse(Secp256k1Context.Handle, opaque, bytes, (nuint)bytes.Length) != 1)
        {
            return false;
        }

        publicKey = new(opaque);
        return true;
    }

    /// <summary>33 bytes.</summary>
    public byte[] ToArray() => Serialize(CompressedSize, CompressedFlags);

    /// <summary>65 bytes.</summary>
    public byte[] ToUncompressed() => Serialize(UncompressedSize, UncompressedFlags);

    /// <summary>The point with the same x and an even y (BIP-340).</summary>
    public XOnlyPublicKey ToXOnly() => ToXOnly(out _);

    public XOnlyPublicKey ToXOnly(out bool isOdd)
    {
        var xOnly = new byte[64];
        Secp256k1Functions.secp256k1_xonly_pubkey_from_pubkey(Secp256k1Context.Handle, xOnly, out var parity, opaque);
        isOdd = parity == 1;
        return new(xOnly);
    }

    /// <param name="hash">32 bytes.</param>
    public bool VerifyEcdsa(ReadOnlySpan<byte> hash, EcdsaSignature signature)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(hash.Length, 32);
        return Secp256k1Functions.secp256k1_ecdsa_verify(Secp256k1Context.Handle, signature.Opaque, hash, opaque) == 1;
    }

    public bool Equals(Secp256k1PublicKey? other) => other is not null && opaque.AsSpan().SequenceEqual(other.opaque);

    public override bool Equals(object? obj) => Equals(obj as Secp256k1PublicKey);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(opaque);
        return hash.ToHashCode();
    }

    /// <summary>Compressed, in hexadecimal.</summary>
    public override string ToString() => Convert.ToHexStringLower(ToArray());

    private byte[] Serialize(int size, uint flags)
    {
        var bytes = new byte[size];
        var length = (nuint)size;
        Secp256k1Functions.secp256k1_ec_pubkey_serialize(Secp256k1Context.Handle, bytes, ref length, opaque, flags);
        return bytes;
    }
}
