using System.Runtime.InteropServices;

namespace DarkSwap.Cryptography.Secp256k1;

/// <summary>The functions of libsecp256k1 that are used. Opaque structures are byte spans: 64 bytes for keys and signatures, 96 for key pairs.</summary>
/// <remarks>The library aborts the process on arguments that break its contract; the types of this folder never hand it an opaque structure that it did not fill itself.</remarks>
internal static partial class Secp256k1Functions
{
    [LibraryImport(NativeLibraries.Secp256k1)]
    internal static partial nint secp256k1_context_create(uint flags);

    [LibraryImport(NativeLibraries.Secp256k1)]
    internal static partial int secp256k1_context_randomize(nint context, ReadOnlySpan<byte> seed32);

    [LibraryImport(NativeLibraries.Secp256k1)]
    internal static partial int secp256k1_ec_seckey_verify(nint context, ReadOnlySpan<byte> secretKey);

    [LibraryImport(NativeLibraries.Secp256k1)]
    internal static partial int secp256k1_ec_pubkey_create(nint context, Span<byte> publicKey, ReadOnlySpan<byte> secretKey);

    [LibraryImport(NativeLibraries.Secp256k1)]
    internal static partial int secp256k1_ec_pubkey_parse(nint context, Span<byte> publicKey, ReadOnlySpan<byte> input, nuint inputLength);

    [LibraryImport(NativeLibraries.Secp256k1)]
    internal static partial int secp256k1_ec_pubkey_serialize(nint context, Span<byte> output, ref nuint outputLength, ReadOnlySpan<byte> publicKey, uint flags);

    [LibraryImport(NativeLibraries.Secp256k1)]
    internal static partial int secp256k1_ecdsa_signature_parse_der(nint context, Span<byte> signature, ReadOnlySpan<byte> input, nuint inputLength);

    [LibraryImport(NativeLibraries.Secp256k1)]
    internal static partial int secp256k1_ecdsa_signature_parse_compact(nint context, Span<byte> signature, ReadOnlySpan<byte> input64);

    [LibraryImport(NativeLibraries.Secp256k1)]
    internal static partial int secp256k1_ecdsa_signature_serialize_der(nint context, Span<byte> output, ref nuint outputLength, ReadOnlySpan<byte> signature);

    [LibraryImport(NativeLibraries.Secp256k1)]
    internal static partial int secp256k1_ecdsa_signature_serialize_compact(nint context, Span<byte> output64, ReadOnlySpan<byte> signature);

    [LibraryImport(NativeLibraries.Secp256k1)]
    internal static partial int secp256k1_ecdsa_signature_normalize(nint context, Span<byte> normalized, ReadOnlySpan<byte> signature);

    [LibraryImport(NativeLibraries.Secp256k1)]
    internal static partial int secp256k1_ecdsa_verify(nint context, ReadOnlySpan<byte> signature, ReadOnlySpan<byte> hash32, ReadOnlySpan<byte> publicKey);

    [LibraryImport(NativeLibraries.Secp256k1)]
    internal static partial int secp256k1_ecdsa_sign(nint context, Span<byte> signature, ReadOnlySpan<byte> hash32, ReadOnlySpan<byte> secretKey, nint nonceFunction, ReadOnlySpan<byte> nonceData);

    [LibraryImport(NativeLibraries.Secp256k1)]
    internal static partial int secp256k1_keypair_create(nint context, Span<byte> keyPair, ReadOnlySpan<byte> secretKey);

    [LibraryImport(NativeLibraries.Secp256k1)]
    internal static partial int secp256k1_keypair_sec(nint context, Span<byte> secretKey, ReadOnlySpan<byte> keyPair);

    [LibraryImport(NativeLibraries.Secp256k1)]
    internal static partial int secp256k1_keypair_xonly_tweak_add(nint context, Span<byte> keyPair, ReadOnlySpan<byte> tweak32);

    [LibraryImport(NativeLibraries.Secp256k1)]
    internal static partial int secp256k1_xonly_pubkey_parse(nint context, Span<byte> publicKey, ReadOnlySpan<byte> input32);

    [LibraryImport(NativeLibraries.Secp256k1)]
    internal static partial int secp256k1_xonly_pubkey_serialize(nint context, Span<byte> output32, ReadOnlySpan<byte> publicKey);

    [LibraryImport(NativeLibraries.Secp256k1)]
    internal static partial int secp256k1_xonly_pubkey_from_pubkey(nint context, Span<byte> xOnlyPublicKey, out int parity, ReadOnlySpan<byte> publicKey);

    [LibraryImport(NativeLibraries.Secp256k1)]
    internal static partial int secp256k1_xonly_pubkey_tweak_add(nint context, Span<byte> outputPublicKey, ReadOnlySpan<byte> internalPublicKey, ReadOnlySpan<byte> tweak32);

    [LibraryImport(NativeLibraries.Secp256k1)]
    internal static partial int secp256k1_xonly_pubkey_tweak_add_check(nint context, ReadOnlySpan<byte> tweakedPublicKey32, int tweakedParity, ReadOnlySpan<byte> internalPublicKey, ReadOnlySpan<byte> tweak32);

    [LibraryImport(NativeLibraries.Secp256k1)]
    internal static partial int secp256k1_schnorrsig_verify(nint context, ReadOnlySpan<byte> signature64, ReadOnlySpan<byte> message, nuint messageLength, ReadOnlySpan<byte> publicKey);

    [LibraryImport(NativeLibraries.Secp256k1)]
    internal static partial int secp256k1_schnorrsig_sign_custom(nint context, Span<byte> signature64, ReadOnlySpan<byte> message, nuint messageLength, ReadOnlySpan<byte> keyPair, ref SchnorrSigningParameters parameters);
}
