using System.Security.Cryptography;
using DarkSwap.Cryptography.OpenSsl;

namespace DarkSwap.Cryptography;

/// <summary>X25519 key agreement (RFC 7748 §6.1), by OpenSSL.</summary>
public static class X25519
{
    public const int PrivateKeyLength = 32;
    public const int PublicKeyLength = 32;
    public const int SharedSecretLength = 32;

    public static void DerivePublicKey(ReadOnlySpan<byte> privateKey, Span<byte> publicKey)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(publicKey.Length, PublicKeyLength);
        using var key = new X25519PrivateKey(privateKey);
        key.PublicKey.CopyTo(publicKey);
    }

    /// <summary>False when the peer's key is of small order, so that the secret would be all zero (RFC 7748 §6.1), or is no key at all.</summary>
    public static bool TryAgree(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> peerPublicKey, Span<byte> sharedSecret)
    {
        using var key = new X25519PrivateKey(privateKey);
        return key.TryAgree(peerPublicKey, sharedSecret);
    }

    internal static EvpKeyHandle ImportPrivateKey(ReadOnlySpan<byte> privateKey)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(privateKey.Length, PrivateKeyLength);
        var key = EvpFunctions.EVP_PKEY_new_raw_private_key(EvpFunctions.X25519KeyType, 0, privateKey, PrivateKeyLength);
        return key.IsInvalid ? throw Failure("import a private key") : key;
    }

    internal static CryptographicException Failure(string action)
    {
        EvpFunctions.ERR_clear_error();
        return new CryptographicException($"OpenSSL could not {action} with X25519.");
    }
}
