using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using DarkSwap.Primitives;

namespace DarkSwap.Cryptography.Secp256k1;

/// <summary>A secret scalar, zeroed when disposed. Nodes never hold keys that spend bitcoin: this is for tests, tools and the command line.</summary>
public sealed class Secp256k1PrivateKey : IDisposable
{
    public const int Size = 32;
    private const int KeyPairSize = 96;

    private readonly byte[] secret = GC.AllocateArray<byte>(Size, pinned: true);
    private bool isDisposed;

    private Secp256k1PrivateKey(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(secret);
        var publicKey = new byte[64];
        Secp256k1Functions.secp256k1_ec_pubkey_create(Secp256k1Context.Handle, publicKey, secret);
        PublicKey = new(publicKey);
    }

    public Secp256k1PublicKey PublicKey { get; }

    public static Secp256k1PrivateKey Create(IRandomSource randomSource)
    {
        Span<byte> bytes = stackalloc byte[Size];
        Secp256k1PrivateKey? key;
        do
        {
            randomSource.Fill(bytes);
        }
        while (!TryParse(bytes, out key));
        CryptographicOperations.ZeroMemory(bytes);
        return key;
    }

    /// <summary>Reads 32 bytes, big-endian; zero and anything from the group's order on are refused.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out Secp256k1PrivateKey? privateKey)
    {
        privateKey = null;
        if (bytes.Length != Size || Secp256k1Functions.secp256k1_ec_seckey_verify(Secp256k1Context.Handle, bytes) != 1)
        {
            return false;
        }

        privateKey = new(bytes);
        return true;
    }

    /// <summary>Signs 32 bytes with the nonce of RFC 6979; s and r are in the lower half.</summary>
    public EcdsaSignature SignEcdsa(ReadOnlySpan<byte> hash)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(hash.Length, 32);
        ObjectDisposedException.ThrowIf(isDisposed, this);
        return EcdsaSignature.Sign(hash, secret);
    }

    /// <summary>Signs as BIP-340 says, with 32 fresh auxiliary bytes.</summary>
    public byte[] SignSchnorr(ReadOnlySpan<byte> message, IRandomSource randomSource)
    {
        Span<byte> auxiliary = stackalloc byte[32];
        randomSource.Fill(auxiliary);
        return SignSchnorr(message, auxiliary);
    }

    /// <param name="message">Of any length.</param>
    /// <param name="auxiliary">32 bytes that harden the nonce.</param>
    public unsafe byte[] SignSchnorr(ReadOnlySpan<byte> message, ReadOnlySpan<byte> auxiliary)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(auxiliary.Length, 32);
        var signature = new byte[XOnlyPublicKey.SchnorrSignatureSize];
        Span<byte> keyPair = stackalloc byte[KeyPairSize];
        CreateKeyPair(keyPair);
        int isSigned;
        fixed (byte* pointer = auxiliary)
        {
            var parameters = new SchnorrSigningParameters { Magic = SchnorrSigningParameters.MagicNumber, Auxiliary = pointer };
            isSigned = Secp256k1Functions.secp256k1_schnorrsig_sign_custom(Secp256k1Context.Handle, signature, message, (nuint)message.Length, keyPair, ref parameters);
        }

        CryptographicOperations.ZeroMemory(keyPair);
        return isSigned == 1 ? signature : throw new CryptographicException("libsecp256k1 could not sign.");
    }

    /// <summary>The key that spends the taproot output whose internal key is this one's (BIP-341): negated if its point is odd, then tweaked.</summary>
    /// <param name="tweak">32 bytes.</param>
    public Secp256k1PrivateKey TweakForTaproot(ReadOnlySpan<byte> tweak)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(tweak.Length, 32);
        Span<byte> keyPair = stackalloc byte[KeyPairSize];
        Span<byte> tweaked = stackalloc byte[Size];
        CreateKeyPair(keyPair);
        if (Secp256k1Functions.secp256k1_keypair_xonly_tweak_add(Secp256k1Context.Handle, keyPair, tweak) != 1)
        {
            throw new CryptographicException("The tweak is out of range.");
        }

        Secp256k1Functions.secp256k1_keypair_sec(Secp256k1Context.Handle, tweaked, keyPair);
        var key = new Secp256k1PrivateKey(tweaked);
        CryptographicOperations.ZeroMemory(keyPair);
        CryptographicOperations.ZeroMemory(tweaked);
        return key;
    }

    /// <summary>The 32 secret bytes; the caller zeroes them.</summary>
    public byte[] Export()
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        return [.. secret];
    }

    public void Dispose()
    {
        isDisposed = true;
        CryptographicOperations.ZeroMemory(secret);
    }

    private void CreateKeyPair(Span<byte> keyPair)
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        Secp256k1Functions.secp256k1_keypair_create(Secp256k1Context.Handle, keyPair, secret);
    }
}
