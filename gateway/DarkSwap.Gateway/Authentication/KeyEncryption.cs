using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using DarkSwap.Gateway.Options;
using DarkSwap.Hosting;
using DarkSwap.Hosting.Security;
using DarkSwap.Primitives;
using Microsoft.Extensions.Options;

namespace DarkSwap.Gateway.Authentication;

/// <summary>Encrypts private keys for the database (AES-256-GCM): whoever reads a backup of it cannot sign tokens.</summary>
internal sealed class KeyEncryption
{
    private const string FileName = "keys.secret";
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int MinimumSecretLength = 32;
    private const int MaximumSecretLength = 4096;

    private readonly byte[] key;
    private readonly IRandomSource randomSource;

    public KeyEncryption(IConfiguration configuration, IOptions<TokenOptions> options, IRandomSource randomSource)
    {
        this.randomSource = randomSource;
        var path = options.Value.KeyEncryptionFile is { Length: > 0 } file ? file : SecretFile.Ensure(DataFolder.Of(configuration), FileName, randomSource);
        var secret = ReadSecret(path);
        key = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: "darkswap-signing-keys-v1"u8.ToArray());
        CryptographicOperations.ZeroMemory(secret);
    }

    /// <param name="keyId">Bound to the ciphertext.</param>
    public byte[] Encrypt(string keyId, ReadOnlySpan<byte> plain)
    {
        var sealedBytes = new byte[NonceLength + plain.Length + TagLength];
        var nonce = sealedBytes.AsSpan(0, NonceLength);
        randomSource.Fill(nonce);
        using var cipher = new AesGcm(key, TagLength);
        cipher.Encrypt(nonce, plain, sealedBytes.AsSpan(NonceLength, plain.Length), sealedBytes.AsSpan(NonceLength + plain.Length), Bound(keyId));
        return sealedBytes;
    }

    /// <summary>False for what another secret has encrypted.</summary>
    public bool TryDecrypt(string keyId, ReadOnlySpan<byte> sealedBytes, [NotNullWhen(true)] out byte[]? plain)
    {
        plain = null;
        var length = sealedBytes.Length - NonceLength - TagLength;
        if (length < 0)
        {
            return false;
        }

        var opened = new byte[length];
        try
        {
            using var cipher = new AesGcm(key, TagLength);
            cipher.Decrypt(sealedBytes[..NonceLength], sealedBytes.Slice(NonceLength, length), sealedBytes[^TagLength..], opened, Bound(keyId));
            plain = opened;
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    private static byte[] Bound(string keyId) => System.Text.Encoding.UTF8.GetBytes(keyId);

    private static byte[] ReadSecret(string path)
    {
        var file = new FileInfo(path);
        return file.Exists && file.Length is >= MinimumSecretLength and <= MaximumSecretLength
            ? File.ReadAllBytes(path)
            : throw new InvalidOperationException($"{path} is no file of {MinimumSecretLength} to {MaximumSecretLength} bytes to encrypt signing keys with");
    }
}
