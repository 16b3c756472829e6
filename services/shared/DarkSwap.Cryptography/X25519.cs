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
        using var key = ImportPrivateKey(privateKey);
        nuint length = PublicKeyLength;
        if (EvpFunctions.EVP_PKEY_get_raw_public_key(key, publicKey, ref length) != 1)
        {
            throw Failure("derive a public key");
        }
    }

    /// <summary>False when the peer's key is of small order, so that the secret would be all zero (RFC 7748 §6.1), or is no key at all.</summary>
    public static bool TryAgree(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> peerPublicKey, Span<byte> sharedSecret)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sharedSecret.Length, SharedSecretLength);
        if (peerPublicKey.Length != PublicKeyLength)
        {
            return false;
        }

        using var key = ImportPrivateKey(privateKey);
        using var peer = EvpFunctions.EVP_PKEY_new_raw_public_key(EvpFunctions.X25519KeyType, 0, peerPublicKey, PublicKeyLength);
        using var context = EvpFunctions.EVP_PKEY_CTX_new(key, 0);
        nuint length = SharedSecretLength;
        var isAgreed = !peer.IsInvalid
            && !context.IsInvalid
            && EvpFunctions.EVP_PKEY_derive_init(context) == 1
            && EvpFunctions.EVP_PKEY_derive_set_peer(context, peer) == 1
            && EvpFunctions.EVP_PKEY_derive(context, sharedSecret, ref length) == 1;
        if (!isAgreed)
        {
            EvpFunctions.ERR_clear_error();
            CryptographicOperations.ZeroMemory(sharedSecret);
        }

        return isAgreed;
    }

    private static EvpKeyHandle ImportPrivateKey(ReadOnlySpan<byte> privateKey)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(privateKey.Length, PrivateKeyLength);
        var key = EvpFunctions.EVP_PKEY_new_raw_private_key(EvpFunctions.X25519KeyType, 0, privateKey, PrivateKeyLength);
        return key.IsInvalid ? throw Failure("import a private key") : key;
    }

    private static CryptographicException Failure(string action)
    {
        EvpFunctions.ERR_clear_error();
        return new CryptographicException($"OpenSSL could not {action} with X25519.");
    }
}
