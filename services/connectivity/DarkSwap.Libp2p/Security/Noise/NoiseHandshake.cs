using System.Buffers;
using System.Security.Cryptography;
using DarkSwap.Cryptography;

namespace DarkSwap.Libp2p.Security.Noise;

/// <summary>The XX pattern (Noise revision 34 §7.5) without I/O: -> e; &lt;- e, ee, s, es; -> s, se. Messages are read and written in turn.</summary>
internal sealed class NoiseHandshake : IDisposable
{
    private const int KeyLength = X25519.PublicKeyLength;
    private const int EncryptedKeyLength = KeyLength + NoiseCipher.TagLength;
    private const int MessageCount = 3;

    private readonly bool isInitiator;
    private readonly X25519PrivateKey staticKey;
    private readonly X25519PrivateKey ephemeralKey;
    private readonly bool ownsStaticKey;
    private readonly byte[] remoteEphemeralKey = new byte[KeyLength];
    private readonly byte[] remoteStaticKey = new byte[KeyLength];
    private readonly NoiseSymmetricState symmetric;
    private int messagesDone;

    internal NoiseHandshake(bool isInitiator, ReadOnlySpan<byte> staticKey, ReadOnlySpan<byte> ephemeralKey, ReadOnlySpan<byte> prologue)
        : this(isInitiator, new X25519PrivateKey(staticKey), ephemeralKey, prologue) =>
        ownsStaticKey = true;

    /// <param name="staticKey">Stays the caller's.</param>
    internal NoiseHandshake(bool isInitiator, X25519PrivateKey staticKey, ReadOnlySpan<byte> ephemeralKey, ReadOnlySpan<byte> prologue)
    {
        this.isInitiator = isInitiator;
        this.staticKey = staticKey;
        this.ephemeralKey = new X25519PrivateKey(ephemeralKey);
        symmetric = new NoiseSymmetricState(prologue);
    }

    internal bool IsComplete => messagesDone == MessageCount;

    /// <summary>The peer's static key, known after its second message.</summary>
    internal ReadOnlySpan<byte> RemoteStaticKey => remoteStaticKey;

    internal ReadOnlySpan<byte> Hash => symmetric.Hash;

    private bool IsOurTurn => !IsComplete && messagesDone % 2 == 0 == isInitiator;

    /// <summary>Writes our next message with <paramref name="payload"/>; false when the peer's key is one with which no secret can be agreed.</summary>
    internal bool TryWriteMessage(ReadOnlySpan<byte> payload, IBufferWriter<byte> output)
    {
        if (!IsOurTurn)
        {
            throw new InvalidOperationException("It is the peer's turn in this handshake.");
        }

        var span = output.GetSpan(KeyLength + EncryptedKeyLength + payload.Length + NoiseCipher.TagLength);
        var length = 0;
        var isAgreed = true;
        if (messagesDone < 2)
        {
            length += WriteEphemeralKey(span);
        }

        if (messagesDone == 1)
        {
            isAgreed = TryMix(ephemeralKey, remoteEphemeralKey);
            length += WriteStaticKey(span[length..]);
            isAgreed = isAgreed && TryMix(staticKey, remoteEphemeralKey);
        }
        else if (messagesDone == 2)
        {
            length += WriteStaticKey(span);
            isAgreed = TryMix(staticKey, remoteEphemeralKey);
        }

        length += symmetric.EncryptAndHash(payload, span[length..]);
        output.Advance(length);
        messagesDone++;
        return isAgreed;
    }

    /// <summary>Reads the peer's next message; false when it is too short, does not decrypt, or carries an unusable key. The handshake is over then.</summary>
    internal bool TryReadMessage(ReadOnlySpan<byte> message, out byte[] payload)
    {
        payload = [];
        if (IsOurTurn || IsComplete)
        {
            throw new InvalidOperationException("It is our turn in this handshake.");
        }

        var isRead = messagesDone switch
        {
            0 => TryReadEphemeralKey(ref message),
            1 => TryReadEphemeralKey(ref message)
                && TryMix(ephemeralKey, remoteEphemeralKey)
                && TryReadStaticKey(ref message)
                && TryMix(ephemeralKey, remoteStaticKey),
            _ => TryReadStaticKey(ref message) && TryMix(ephemeralKey, remoteStaticKey),
        };
        if (!isRead || !symmetric.TryDecryptAndHash(message, out payload))
        {
            return false;
        }

        messagesDone++;
        return true;
    }

    /// <summary>The session's ciphers after the last message.</summary>
    internal (NoiseCipher Sending, NoiseCipher Receiving) Split()
    {
        if (!IsComplete)
        {
            throw new InvalidOperationException("The handshake is not complete.");
        }

        var (fromInitiator, fromResponder) = symmetric.Split();
        return isInitiator ? (fromInitiator, fromResponder) : (fromResponder, fromInitiator);
    }

    public void Dispose()
    {
        symmetric.Dispose();
        ephemeralKey.Dispose();
        if (ownsStaticKey)
        {
            staticKey.Dispose();
        }
    }

    private int WriteEphemeralKey(Span<byte> destination)
    {
        ephemeralKey.PublicKey.CopyTo(destination);
        symmetric.MixHash(destination[..KeyLength]);
        return KeyLength;
    }

    private int WriteStaticKey(Span<byte> destination) => symmetric.EncryptAndHash(staticKey.PublicKey, destination);

    private bool TryReadEphemeralKey(ref ReadOnlySpan<byte> message)
    {
        if (message.Length < KeyLength)
        {
            return false;
        }

        message[..KeyLength].CopyTo(remoteEphemeralKey);
        symmetric.MixHash(remoteEphemeralKey);
        message = message[KeyLength..];
        return true;
    }

    private bool TryReadStaticKey(ref ReadOnlySpan<byte> message)
    {
        if (message.Length < EncryptedKeyLength || !symmetric.TryDecryptAndHash(message[..EncryptedKeyLength], out var publicKey))
        {
            return false;
        }

        publicKey.CopyTo(remoteStaticKey, 0);
        message = message[EncryptedKeyLength..];
        return true;
    }

    private bool TryMix(X25519PrivateKey privateKey, ReadOnlySpan<byte> publicKey)
    {
        Span<byte> secret = stackalloc byte[X25519.SharedSecretLength];
        var isAgreed = privateKey.TryAgree(publicKey, secret);
        symmetric.MixKey(secret);
        CryptographicOperations.ZeroMemory(secret);
        return isAgreed;
    }
}
