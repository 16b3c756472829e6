using System.Security.Cryptography;
using System.Text;

namespace DarkSwap.Libp2p.Security.Noise;

/// <summary>Chaining key, transcript hash and cipher of a handshake (Noise revision 34 §5.2) with SHA-256.</summary>
internal sealed class NoiseSymmetricState : IDisposable
{
    internal const string ProtocolName = "Noise_XX_25519_ChaChaPoly_SHA256";
    private const int HashLength = SHA256.HashSizeInBytes;

    private readonly byte[] chainingKey;
    private readonly byte[] hash;
    private NoiseCipher? cipher;

    internal NoiseSymmetricState(ReadOnlySpan<byte> prologue)
    {
        // The name is exactly one hash long, so it is taken as it is (§5.2).
        hash = Encoding.ASCII.GetBytes(ProtocolName);
        chainingKey = [.. hash];
        MixHash(prologue);
    }

    internal ReadOnlySpan<byte> Hash => hash;

    internal void MixHash(ReadOnlySpan<byte> data)
    {
        using var incremental = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        incremental.AppendData(hash);
        incremental.AppendData(data);
        incremental.GetHashAndReset(hash);
    }

    internal void MixKey(ReadOnlySpan<byte> inputKeyMaterial)
    {
        Span<byte> key = stackalloc byte[HashLength];
        Derive(inputKeyMaterial, chainingKey, key);
        cipher?.Dispose();
        cipher = new NoiseCipher(key);
        CryptographicOperations.ZeroMemory(key);
    }

    /// <summary>Encrypts once there is a key, and passes through before. Returns the bytes written.</summary>
    internal int EncryptAndHash(ReadOnlySpan<byte> plaintext, Span<byte> destination)
    {
        var length = plaintext.Length;
        if (cipher is null)
        {
            plaintext.CopyTo(destination);
        }
        else
        {
            cipher.Encrypt(plaintext, destination, hash);
            length += NoiseCipher.TagLength;
        }

        MixHash(destination[..length]);
        return length;
    }

    internal bool TryDecryptAndHash(ReadOnlySpan<byte> ciphertext, out byte[] plaintext)
    {
        plaintext = [];
        if (cipher is null)
        {
            plaintext = ciphertext.ToArray();
        }
        else
        {
            if (ciphertext.Length < NoiseCipher.TagLength)
            {
                return false;
            }

            plaintext = new byte[ciphertext.Length - NoiseCipher.TagLength];
            if (!cipher.TryDecrypt(ciphertext, plaintext, hash))
            {
                return false;
            }
        }

        MixHash(ciphertext);
        return true;
    }

    /// <summary>The ciphers of the session: first the initiator's direction, then the responder's.</summary>
    internal (NoiseCipher FromInitiator, NoiseCipher FromResponder) Split()
    {
        Span<byte> first = stackalloc byte[HashLength];
        Span<byte> second = stackalloc byte[HashLength];
        Derive([], first, second);
        var ciphers = (new NoiseCipher(first), new NoiseCipher(second));
        CryptographicOperations.ZeroMemory(first);
        CryptographicOperations.ZeroMemory(second);
        return ciphers;
    }

    public void Dispose()
    {
        cipher?.Dispose();
        CryptographicOperations.ZeroMemory(chainingKey);
    }

    /// <summary>HKDF with two outputs (§4.3). <paramref name="first"/> may be the chaining key itself.</summary>
    private void Derive(ReadOnlySpan<byte> inputKeyMaterial, Span<byte> first, Span<byte> second)
    {
        Span<byte> temporaryKey = stackalloc byte[HashLength];
        Span<byte> block = stackalloc byte[HashLength + 1];
        HMACSHA256.HashData(chainingKey, inputKeyMaterial, temporaryKey);
        HMACSHA256.HashData(temporaryKey, [1], block);
        block[..HashLength].CopyTo(first);
        block[HashLength] = 2;
        HMACSHA256.HashData(temporaryKey, block, second);
        CryptographicOperations.ZeroMemory(temporaryKey);
        CryptographicOperations.ZeroMemory(block);
    }
}
