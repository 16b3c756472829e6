using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using DarkSwap.Cryptography.Keys;
using DarkSwap.Cryptography.Secp256k1;
using DarkSwap.Primitives;

namespace DarkSwap.Cryptography;

/// <summary>A private key that signs, Ed25519 or secp256k1; <see cref="Dispose"/> zeroes its secret.</summary>
public sealed class PrivateKey : IDisposable
{
    /// <summary>Length of the protobuf encoding of an Ed25519 key in bytes: the seed and the public key follow the prefix.</summary>
    public const int EncodedLength = 68;

    /// <summary>Longest protobuf encoding that is read, in bytes: libp2p once wrote the public key twice.</summary>
    public const int MaximumEncodedLength = 100;

    private readonly IPrivateKeyAlgorithm algorithm;
    private bool isDisposed;

    private PrivateKey(IPrivateKeyAlgorithm algorithm) => this.algorithm = algorithm;

    public KeyType Type => PublicKey.Type;

    public PublicKey PublicKey => algorithm.PublicKey;

    /// <summary>A new Ed25519 key.</summary>
    public static PrivateKey Generate(IRandomSource randomSource)
    {
        Span<byte> seed = stackalloc byte[Ed25519.SeedLength];
        randomSource.Fill(seed);
        try
        {
            return FromSeed(seed);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }
    }

    /// <summary>A new secp256k1 key.</summary>
    public static PrivateKey GenerateSecp256k1(IRandomSource randomSource) => new(new Secp256k1SigningKey(Secp256k1PrivateKey.Create(randomSource)));

    /// <summary>The Ed25519 key of a seed of 32 bytes.</summary>
    public static PrivateKey FromSeed(ReadOnlySpan<byte> seed) => new(new Ed25519PrivateKey(seed));

    /// <summary>Reads the protobuf encoding; false for kinds that do not sign here, other encodings, and a public half that does not belong to the seed.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out PrivateKey? privateKey)
    {
        privateKey = null;
        return KeyMessage.TryRead(bytes, out var type, out var data)
            && type switch
            {
                KeyType.Ed25519 => TryReadEd25519(data, out privateKey),
                KeyType.Secp256k1 => TryReadSecp256k1(data, out privateKey),
                KeyType.Ecdsa or KeyType.Rsa => false,
            };
    }

    /// <summary>Writes the protobuf encoding and returns its length; the caller zeroes it after use.</summary>
    public int WriteTo(Span<byte> destination)
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        var length = KeyMessage.LengthOf(algorithm.DataLength);
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, length);
        algorithm.WriteData(destination[KeyMessage.WritePrefix(destination, Type, algorithm.DataLength)..]);
        return length;
    }

    public byte[] Sign(ReadOnlySpan<byte> message)
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        return algorithm.Sign(message);
    }

    public void Dispose()
    {
        isDisposed = true;
        algorithm.Dispose();
    }

    private static bool TryReadEd25519(ReadOnlySpan<byte> data, out PrivateKey? privateKey)
    {
        const int PairLength = Ed25519.SeedLength + Ed25519.PublicKeyLength;
        privateKey = null;
        var isPair = data.Length == PairLength
            || (data.Length == PairLength + Ed25519.PublicKeyLength && data[PairLength..].SequenceEqual(data[Ed25519.SeedLength..PairLength]));
        if (!isPair)
        {
            return false;
        }

        var candidate = FromSeed(data[..Ed25519.SeedLength]);
        if (!candidate.PublicKey.Raw.SequenceEqual(data[Ed25519.SeedLength..PairLength]))
        {
            candidate.Dispose();
            return false;
        }

        privateKey = candidate;
        return true;
    }

    private static bool TryReadSecp256k1(ReadOnlySpan<byte> data, out PrivateKey? privateKey)
    {
        privateKey = Secp256k1PrivateKey.TryParse(data, out var key) ? new PrivateKey(new Secp256k1SigningKey(key)) : null;
        return privateKey is not null;
    }
}
