using System.Security.Cryptography;
using DarkSwap.Cryptography.Secp256k1;

namespace DarkSwap.Cryptography.Keys;

/// <summary>Data: the scalar, 32 bytes.</summary>
internal sealed class Secp256k1SigningKey(Secp256k1PrivateKey key) : IPrivateKeyAlgorithm
{
    public PublicKey PublicKey { get; } = PublicKey.FromSecp256k1(key.PublicKey);

    public int DataLength => Secp256k1PrivateKey.Size;

    public void WriteData(Span<byte> destination)
    {
        var secret = key.Export();
        secret.CopyTo(destination);
        CryptographicOperations.ZeroMemory(secret);
    }

    public byte[] Sign(ReadOnlySpan<byte> message)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(message, hash);
        return key.SignEcdsa(hash).ToDer();
    }

    public void Dispose() => key.Dispose();
}
