using System.Security.Cryptography;
using DarkSwap.Cryptography.OpenSsl;

namespace DarkSwap.Cryptography.Keys;

/// <summary>The secret lives in OpenSSL and in one array. Data: the seed, then the public key.</summary>
internal sealed class Ed25519PrivateKey : IPrivateKeyAlgorithm
{
    private readonly EvpKeyHandle key;
    private readonly byte[] seed;

    internal Ed25519PrivateKey(ReadOnlySpan<byte> seed)
    {
        this.seed = seed.ToArray();
        key = Ed25519.ImportSeed(seed);
        Span<byte> raw = stackalloc byte[Ed25519.PublicKeyLength];
        Ed25519.ExportPublicKey(key, raw);
        PublicKey = PublicKey.FromRaw(raw);
    }

    public PublicKey PublicKey { get; }

    public int DataLength => Ed25519.SeedLength + Ed25519.PublicKeyLength;

    public void WriteData(Span<byte> destination)
    {
        seed.CopyTo(destination);
        PublicKey.Raw.CopyTo(destination[seed.Length..]);
    }

    public byte[] Sign(ReadOnlySpan<byte> message)
    {
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
