using System.Diagnostics.CodeAnalysis;

namespace DarkSwap.Cryptography;

/// <summary>An Ed25519 public key in libp2p's encoding (peer id specification, "Keys").</summary>
public sealed class PublicKey : IEquatable<PublicKey>
{
    /// <summary>Length of the protobuf encoding of an Ed25519 key in bytes.</summary>
    public const int EncodedLength = 36;

    /// <summary>Type (field 1) Ed25519, then Data (field 2) of 32 bytes: the encoding is deterministic, so any other start is another kind of key.</summary>
    private static ReadOnlySpan<byte> Prefix => [0x08, (byte)KeyType.Ed25519, 0x12, Ed25519.PublicKeyLength];

    private readonly byte[] encoded;

    private PublicKey(byte[] encoded) => this.encoded = encoded;

    public KeyType Type => KeyType.Ed25519;

    /// <summary>The 32 bytes of RFC 8032.</summary>
    public ReadOnlySpan<byte> Raw => encoded.AsSpan(Prefix.Length);

    /// <summary>The protobuf encoding that peer ids and signed envelopes contain.</summary>
    public ReadOnlySpan<byte> Encoded => encoded;

    public static PublicKey FromRaw(ReadOnlySpan<byte> raw)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(raw.Length, Ed25519.PublicKeyLength);
        return new PublicKey([.. Prefix, .. raw]);
    }

    /// <summary>Reads the protobuf encoding; false for other kinds of key and for anything but the deterministic encoding.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out PublicKey? publicKey)
    {
        publicKey = bytes.Length == EncodedLength && bytes.StartsWith(Prefix) ? new PublicKey(bytes.ToArray()) : null;
        return publicKey is not null;
    }

    public byte[] ToBytes() => encoded.AsSpan().ToArray();

    public bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) => Ed25519.Verify(Raw, message, signature);

    public bool Equals(PublicKey? other) => other is not null && encoded.AsSpan().SequenceEqual(other.encoded);

    public override bool Equals(object? obj) => Equals(obj as PublicKey);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(encoded);
        return hash.ToHashCode();
    }

    public override string ToString() => PeerId.FromPublicKey(this).ToString();
}
