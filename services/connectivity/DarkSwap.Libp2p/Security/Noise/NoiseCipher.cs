using System.Buffers.Binary;
using System.Security.Cryptography;

namespace DarkSwap.Libp2p.Security.Noise;

/// <summary>One direction of a Noise session: ChaCha20-Poly1305 under a counter (Noise revision 34 §5.1, §12.3).</summary>
internal sealed class NoiseCipher : IDisposable
{
    internal const int TagLength = 16;
    internal const int KeyLength = 32;
    private const int NonceLength = 12;

    private readonly ChaCha20Poly1305 cipher;
    private ulong counter;

    internal NoiseCipher(ReadOnlySpan<byte> key) => cipher = new ChaCha20Poly1305(key);

    /// <summary>Writes ciphertext and tag; <paramref name="destination"/> may start where the plaintext does.</summary>
    internal void Encrypt(ReadOnlySpan<byte> plaintext, Span<byte> destination, ReadOnlySpan<byte> associatedData)
    {
        Span<byte> nonce = stackalloc byte[NonceLength];
        TakeNonce(nonce);
        cipher.Encrypt(nonce, plaintext, destination[..plaintext.Length], destination.Slice(plaintext.Length, TagLength), associatedData);
    }

    /// <summary>False when the tag is wrong: the session must end. <paramref name="destination"/> may start where the ciphertext does.</summary>
    internal bool TryDecrypt(ReadOnlySpan<byte> ciphertext, Span<byte> destination, ReadOnlySpan<byte> associatedData)
    {
        if (ciphertext.Length < TagLength)
        {
            return false;
        }

        Span<byte> nonce = stackalloc byte[NonceLength];
        TakeNonce(nonce);
        var length = ciphertext.Length - TagLength;
        try
        {
            cipher.Decrypt(nonce, ciphertext[..length], ciphertext[length..], destination[..length], associatedData);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    public void Dispose() => cipher.Dispose();

    private void TakeNonce(Span<byte> nonce)
    {
        // 2^64 - 1 is reserved (§5.1).
        if (counter == ulong.MaxValue)
        {
            throw new InvalidOperationException("The nonces of this Noise session are used up.");
        }

        nonce.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(nonce[(NonceLength - sizeof(ulong))..], counter++);
    }
}
