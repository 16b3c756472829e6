using System.Security.Cryptography;
using DarkSwap.Cryptography.OpenSsl;

namespace DarkSwap.Cryptography;

/// <summary>Ed25519 signatures (RFC 8032 §5.1), by OpenSSL.</summary>
public static class Ed25519
{
    /// <summary>Length of a private key's seed in bytes.</summary>
    public const int SeedLength = 32;
    public const int PublicKeyLength = 32;
    public const int SignatureLength = 64;

    public static void DerivePublicKey(ReadOnlySpan<byte> seed, Span<byte> publicKey)
    {
        using var key = ImportSeed(seed);
        ExportPublicKey(key, publicKey);
    }

    public static void Sign(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> message, Span<byte> signature)
    {
        using var key = ImportSeed(seed);
        Sign(key, message, signature);
    }

    /// <summary>False for a wrong signature and for anything that is not a key or a signature; never throws on input from outside.</summary>
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (publicKey.Length != PublicKeyLength || signature.Length != SignatureLength)
        {
            return false;
        }

        using var key = EvpFunctions.EVP_PKEY_new_raw_public_key(EvpFunctions.Ed25519KeyType, 0, publicKey, PublicKeyLength);
        using var context = EvpFunctions.EVP_MD_CTX_new();
        var isValid = !key.IsInvalid
            && !context.IsInvalid
            && EvpFunctions.EVP_DigestVerifyInit(context, 0, 0, 0, key) == 1
            && EvpFunctions.EVP_DigestVerify(context, signature, SignatureLength, message, (nuint)message.Length) == 1;
        if (!isValid)
        {
            EvpFunctions.ERR_clear_error();
        }

        return isValid;
    }

    internal static EvpKeyHandle ImportSeed(ReadOnlySpan<byte> seed)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(seed.Length, SeedLength);
        var key = EvpFunctions.EVP_PKEY_new_raw_private_key(EvpFunctions.Ed25519KeyType, 0, seed, SeedLength);
        return key.IsInvalid ? throw Failure("import a private key") : key;
    }

    internal static void ExportPublicKey(EvpKeyHandle key, Span<byte> publicKey)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(publicKey.Length, PublicKeyLength);
        nuint length = PublicKeyLength;
        if (EvpFunctions.EVP_PKEY_get_raw_public_key(key, publicKey, ref length) != 1)
        {
            throw Failure("derive a public key");
        }
    }

    internal static void Sign(EvpKeyHandle key, ReadOnlySpan<byte> message, Span<byte> signature)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(signature.Length, SignatureLength);
        nuint length = SignatureLength;
        using var context = EvpFunctions.EVP_MD_CTX_new();
        if (context.IsInvalid
            || EvpFunctions.EVP_DigestSignInit(context, 0, 0, 0, key) != 1
            || EvpFunctions.EVP_DigestSign(context, signature, ref length, message, (nuint)message.Length) != 1)
        {
            throw Failure("sign");
        }
    }

    private static CryptographicException Failure(string action)
    {
        EvpFunctions.ERR_clear_error();
        return new CryptographicException($"OpenSSL could not {action} with Ed25519.");
    }
}
