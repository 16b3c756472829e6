using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using DarkSwap.Cryptography.OpenSsl;
using DarkSwap.Primitives;

namespace DarkSwap.Cryptography;

/// <summary>An Ed25519 private key. Its secret lives in OpenSSL and in one array that <see cref="Dispose"/> zeroes.</summary>
public sealed class PrivateKey : IDisposable
{
    /// <summary>Length of the protobuf encoding in bytes: the seed and the public key follow the prefix.</summary>
    public const int EncodedLength = 68;

    private static ReadOnlySpan<byte> Prefix => [0x08, (byte)KeyType.Ed25519, 0x12, Ed25519.SeedLength + Ed25519.PublicKeyLength];

    private readonly EvpKeyHandle key;
    private readonly byte[] seed;

    private PrivateKey(ReadOnlySpan<byte> seed)
    {
        this.seed = seed.ToArray();
        key = Ed25519.ImportSeed(seed);
        Span<byte> raw = stackalloc byte[Ed25519.PublicKeyLength];
        Ed25519.ExportPublicKey(key, raw);
        PublicKey = PublicKey.FromRaw(raw);
    }

    public KeyType Type => KeyType.Ed25519;

    public PublicKey PublicKey { get; }

    public static PrivateKey Generate(IRandomSource randomSource)
    {
        Span<byte> seed = stackalloc byte[Ed25519.SeedLength];
        randomSource.Fill(seed);
        try
        {
            return new PrivateKey(seed);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }
    }

    public static PrivateKey FromSeed(ReadOnlySpan<byte> seed) => new(seed);

    /// <summary>Reads the protobuf encoding; false for other kinds of key, other encodings, and a public half that does not belong to the seed.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out PrivateKey? privateKey)
    {
        privateKey = null;
        if (bytes.Length != EncodedLength || !bytes.StartsWith(Prefix))
        {
            return false;
        }

        var candidate = new PrivateKey(bytes.Slice(Prefix.Length, Ed25519.SeedLength));
        if (!candidate.PublicKey.Raw.SequenceEqual(bytes[(Prefix.Length + Ed25519.SeedLength)..]))
        {
            candidate.Dispose();
            return false;
        }

        privateKey = candidate;
        return true;
    }

    /// <summary>Writes the protobuf encoding; the caller zeroes it after use.</summary>
    public void WriteTo(Span<byte> destination)
    {
        ObjectDisposedException.ThrowIf(key.IsClosed, this);
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, EncodedLength);
        Prefix.CopyTo(destination);
        seed.CopyTo(destination[Prefix.Length..]);
        PublicKey.Raw.CopyTo(destination[(Prefix.Length + seed.Length)..]);
    }

    public byte[] Sign(ReadOnlySpan<byte> message)
    {
        ObjectDisposedException.ThrowIf(key.IsClosed, this);
        var signature = new byte[Ed25519.SignatureLength];
        Ed25519.Sign(key, message, signature);
        return signature;
    }

    public void Dispose()
    {
        key.Dispose();
        CryptographicOperations.ZeroMemory(seed);
    }
}
