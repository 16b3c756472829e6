using System.Diagnostics.CodeAnalysis;
using DarkSwap.Cryptography.Keys;
using DarkSwap.Cryptography.Secp256k1;

namespace DarkSwap.Cryptography;

/// <summary>A public key in libp2p's encoding (peer id specification, "Keys"). One key has one encoding, so keys are equal by their bytes.</summary>
public sealed class PublicKey : IEquatable<PublicKey>
{
    /// <summary>Length of the protobuf encoding of an Ed25519 key in bytes.</summary>
    public const int EncodedLength = 36;

    /// <summary>Longest protobuf encoding that is read, in bytes: that of an RSA key of 8192 bits.</summary>
    public const int MaximumEncodedLength = RsaKeys.MaximumLength + 5;

    private readonly byte[] encoded;
    private readonly int dataLength;

    private PublicKey(KeyType type, ReadOnlySpan<byte> data)
    {
        Type = type;
        dataLength = data.Length;
        encoded = new byte[KeyMessage.LengthOf(dataLength)];
        data.CopyTo(encoded.AsSpan(KeyMessage.WritePrefix(encoded, type, dataLength)));
    }

    public KeyType Type { get; }

    /// <summary>The key without its protobuf: 32 bytes of RFC 8032, a compressed point of 33 bytes, or SubjectPublicKeyInfo in DER for ECDSA and RSA.</summary>
    public ReadOnlySpan<byte> Raw => encoded.AsSpan(encoded.Length - dataLength);

    /// <summary>The protobuf encoding that peer ids and signed envelopes contain.</summary>
    public ReadOnlySpan<byte> Encoded => encoded;

    /// <summary>The Ed25519 key of these 32 bytes.</summary>
    public static PublicKey FromRaw(ReadOnlySpan<byte> raw)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(raw.Length, Ed25519.PublicKeyLength);
        return new PublicKey(KeyType.Ed25519, raw);
    }

    public static PublicKey FromSecp256k1(Secp256k1PublicKey publicKey) => new(KeyType.Secp256k1, publicKey.ToArray());

    /// <summary>Reads the protobuf encoding; false for anything but the deterministic encoding of a possible key.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out PublicKey? publicKey)
    {
        publicKey = bytes.Length <= MaximumEncodedLength && KeyMessage.TryRead(bytes, out var type, out var data) && IsKey(type, data)
            ? new PublicKey(type, data)
            : null;
        return publicKey is not null;
    }

    /// <summary>Reads an Ed25519 key and refuses the other kinds: for documents, whose signatures must have one form.</summary>
    public static bool TryReadEd25519(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out PublicKey? publicKey)
    {
        publicKey = null;
        return bytes.Length == EncodedLength && bytes[1] == (byte)KeyType.Ed25519 && TryRead(bytes, out publicKey);
    }

    public byte[] ToBytes() => encoded.AsSpan().ToArray();

    /// <summary>False for a wrong signature and for anything that is none; never throws on input from outside.</summary>
    public bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) => Type switch
    {
        KeyType.Ed25519 => Ed25519.Verify(Raw, message, signature),
        KeyType.Secp256k1 => Secp256k1Keys.Verify(Raw, message, signature),
        KeyType.Ecdsa => EcdsaKeys.Verify(Raw, message, signature),
        KeyType.Rsa => RsaKeys.Verify(Raw, message, signature),
    };

    public bool Equals(PublicKey? other) => other is not null && encoded.AsSpan().SequenceEqual(other.encoded);

    public override bool Equals(object? obj) => Equals(obj as PublicKey);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(encoded);
        return hash.ToHashCode();
    }

    public override string ToString() => PeerId.FromPublicKey(this).ToString();

    private static bool IsKey(KeyType type, ReadOnlySpan<byte> data) => type switch
    {
        KeyType.Ed25519 => data.Length == Ed25519.PublicKeyLength,
        KeyType.Secp256k1 => Secp256k1Keys.IsKey(data),
        KeyType.Ecdsa => EcdsaKeys.IsKey(data),
        KeyType.Rsa => RsaKeys.IsKey(data),
    };
}
