using System.Diagnostics.CodeAnalysis;

namespace DarkSwap.Cryptography.Secp256k1;

/// <summary>A point on secp256k1 named by its x alone; y is even (BIP-340).</summary>
public sealed class XOnlyPublicKey : IEquatable<XOnlyPublicKey>
{
    public const int Size = 32;
    public const int SchnorrSignatureSize = 64;

    private readonly byte[] opaque;

    internal XOnlyPublicKey(byte[] opaque) => this.opaque = opaque;

    public static bool TryParse(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out XOnlyPublicKey? publicKey)
    {
        publicKey = null;
        if (bytes.Length != Size)
        {
            return false;
        }

        var opaque = new byte[64];
        if (Secp256k1Functions.secp256k1_xonly_pubkey_parse(Secp256k1Context.Handle, opaque, bytes) != 1)
        {
            return false;
        }

        publicKey = new(opaque);
        return true;
    }

    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        Secp256k1Functions.secp256k1_xonly_pubkey_serialize(Secp256k1Context.Handle, bytes, opaque);
        return bytes;
    }

    /// <param name="message">Of any length; 32 bytes for transactions.</param>
    /// <param name="signature">64 bytes; any other length is just not valid.</param>
    public bool VerifySchnorr(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        signature.Length == SchnorrSignatureSize
        && Secp256k1Functions.secp256k1_schnorrsig_verify(Secp256k1Context.Handle, signature, message, (nuint)message.Length, opaque) == 1;

    /// <summary>Adds tweak times the generator (BIP-341); false for a tweak that is out of range or leads to infinity.</summary>
    /// <param name="tweak">32 bytes.</param>
    public bool TryTweakAdd(ReadOnlySpan<byte> tweak, [NotNullWhen(true)] out XOnlyPublicKey? tweaked, out bool isOdd)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(tweak.Length, 32);
        tweaked = null;
        isOdd = false;
        var output = new byte[64];
        if (Secp256k1Functions.secp256k1_xonly_pubkey_tweak_add(Secp256k1Context.Handle, output, opaque, tweak) != 1)
        {
            return false;
        }

        tweaked = new Secp256k1PublicKey(output).ToXOnly(out isOdd);
        return true;
    }

    /// <summary>Whether <paramref name="tweakedKey"/> (32 bytes, of the given parity) is this key plus tweak times the generator.</summary>
    public bool IsTweakedTo(ReadOnlySpan<byte> tweakedKey, bool isOdd, ReadOnlySpan<byte> tweak)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(tweakedKey.Length, Size);
        ArgumentOutOfRangeException.ThrowIfNotEqual(tweak.Length, 32);
        return Secp256k1Functions.secp256k1_xonly_pubkey_tweak_add_check(Secp256k1Context.Handle, tweakedKey, isOdd ? 1 : 0, opaque, tweak) == 1;
    }

    public bool Equals(XOnlyPublicKey? other) => other is not null && opaque.AsSpan().SequenceEqual(other.opaque);

    public override bool Equals(object? obj) => Equals(obj as XOnlyPublicKey);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(opaque);
        return hash.ToHashCode();
    }

    public override string ToString() => Convert.ToHexStringLower(ToArray());
}
