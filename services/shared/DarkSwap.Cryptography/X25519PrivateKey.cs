using System.Security.Cryptography;
using DarkSwap.Cryptography.OpenSsl;

namespace DarkSwap.Cryptography;

/// <summary>A private key for X25519 (RFC 7748 §6.1) that is used more than once: taking one in costs as much as an agreement. Thread-safe.</summary>
public sealed class X25519PrivateKey : IDisposable
{
    private readonly EvpKeyHandle key;
    private readonly byte[] publicKey = new byte[X25519.PublicKeyLength];

    public X25519PrivateKey(ReadOnlySpan<byte> privateKey)
    {
        key = X25519.ImportPrivateKey(privateKey);
        nuint length = X25519.PublicKeyLength;
        if (EvpFunctions.EVP_PKEY_get_raw_public_key(key, publicKey, ref length) != 1)
        {
            key.Dispose();
            throw X25519.Failure("derive a public key");
        }
    }

    public ReadOnlySpan<byte> PublicKey => publicKey;

    /// <summary>False when the peer's key is of small order, so that the secret would be all zero (RFC 7748 §6.1), or is no key at all.</summary>
    public bool TryAgree(ReadOnlySpan<byte> peerPublicKey, Span<byte> sharedSecret)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sharedSecret.Length, X25519.SharedSecretLength);
        if (peerPublicKey.Length != X25519.PublicKeyLength)
        {
            return false;
        }

        using var peer = EvpFunctions.EVP_PKEY_new_raw_public_key(EvpFunctions.X25519KeyType, 0, peerPublicKey, X25519.PublicKeyLength);
        using var context = EvpFunctions.EVP_PKEY_CTX_new(key, 0);
        nuint length = X25519.SharedSecretLength;
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

    public void Dispose() => key.Dispose();
}
