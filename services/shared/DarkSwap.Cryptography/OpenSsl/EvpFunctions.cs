using System.Runtime.InteropServices;

namespace DarkSwap.Cryptography.OpenSsl;

/// <summary>The functions of OpenSSL 3's libcrypto that Ed25519 and X25519 take (man 7 EVP_PKEY-ED25519, EVP_PKEY-X25519).</summary>
internal static partial class EvpFunctions
{
    internal const int X25519KeyType = 1034;
    internal const int Ed25519KeyType = 1087;

    [LibraryImport(NativeLibraries.OpenSsl)]
    internal static partial EvpKeyHandle EVP_PKEY_new_raw_private_key(int type, nint engine, ReadOnlySpan<byte> key, nuint length);

    [LibraryImport(NativeLibraries.OpenSsl)]
    internal static partial EvpKeyHandle EVP_PKEY_new_raw_public_key(int type, nint engine, ReadOnlySpan<byte> key, nuint length);

    [LibraryImport(NativeLibraries.OpenSsl)]
    internal static partial int EVP_PKEY_get_raw_public_key(EvpKeyHandle key, Span<byte> publicKey, ref nuint length);

    [LibraryImport(NativeLibraries.OpenSsl)]
    internal static partial void EVP_PKEY_free(nint key);

    [LibraryImport(NativeLibraries.OpenSsl)]
    internal static partial EvpDigestContextHandle EVP_MD_CTX_new();

    [LibraryImport(NativeLibraries.OpenSsl)]
    internal static partial void EVP_MD_CTX_free(nint context);

    [LibraryImport(NativeLibraries.OpenSsl)]
    internal static partial int EVP_DigestSignInit(EvpDigestContextHandle context, nint keyContext, nint digest, nint engine, EvpKeyHandle key);

    [LibraryImport(NativeLibraries.OpenSsl)]
    internal static partial int EVP_DigestSign(EvpDigestContextHandle context, Span<byte> signature, ref nuint signatureLength, ReadOnlySpan<byte> message, nuint messageLength);

    [LibraryImport(NativeLibraries.OpenSsl)]
    internal static partial int EVP_DigestVerifyInit(EvpDigestContextHandle context, nint keyContext, nint digest, nint engine, EvpKeyHandle key);

    [LibraryImport(NativeLibraries.OpenSsl)]
    internal static partial int EVP_DigestVerify(EvpDigestContextHandle context, ReadOnlySpan<byte> signature, nuint signatureLength, ReadOnlySpan<byte> message, nuint messageLength);

    [LibraryImport(NativeLibraries.OpenSsl)]
    internal static partial EvpKeyContextHandle EVP_PKEY_CTX_new(EvpKeyHandle key, nint engine);

    [LibraryImport(NativeLibraries.OpenSsl)]
    internal static partial void EVP_PKEY_CTX_free(nint context);

    [LibraryImport(NativeLibraries.OpenSsl)]
    internal static partial int EVP_PKEY_derive_init(EvpKeyContextHandle context);

    [LibraryImport(NativeLibraries.OpenSsl)]
    internal static partial int EVP_PKEY_derive_set_peer(EvpKeyContextHandle context, EvpKeyHandle peer);

    [LibraryImport(NativeLibraries.OpenSsl)]
    internal static partial int EVP_PKEY_derive(EvpKeyContextHandle context, Span<byte> secret, ref nuint length);

    /// <summary>Refusals leave entries in the thread's error queue, which other users of OpenSSL would take for their own.</summary>
    [LibraryImport(NativeLibraries.OpenSsl)]
    internal static partial void ERR_clear_error();
}
