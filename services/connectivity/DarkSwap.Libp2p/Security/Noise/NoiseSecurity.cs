using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using DarkSwap.Cryptography;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Security.Noise;

/// <summary>Runs the libp2p Noise handshake over a stream (libp2p noise specification).</summary>
internal sealed class NoiseSecurity(PrivateKey privateKey, IReadOnlyList<string> muxers, IRandomSource randomSource) : ISecurityProtocol
{
    /// <summary>Longest handshake message, in bytes: far over what a payload with an Ed25519 key takes.</summary>
    private const int MaximumMessageLength = 4096;

    public string ProtocolId => "/noise";

    public Task<SecuredConnection> SecureOutboundAsync(Stream stream, PeerId? expectedPeer, CancellationToken cancellationToken) =>
        SecureAsync(stream, isInitiator: true, expectedPeer, cancellationToken);

    public Task<SecuredConnection> SecureInboundAsync(Stream stream, CancellationToken cancellationToken) =>
        SecureAsync(stream, isInitiator: false, expectedPeer: null, cancellationToken);

    private async Task<SecuredConnection> SecureAsync(Stream stream, bool isInitiator, PeerId? expectedPeer, CancellationToken cancellationToken)
    {
        using var keys = new NoiseKeys(randomSource);
        using var handshake = new NoiseHandshake(isInitiator, keys.Static, keys.Ephemeral, []);
        var ourPayload = CreatePayload(keys);
        NoisePayload remote;
        if (isInitiator)
        {
            await WriteAsync(stream, handshake, [], cancellationToken);
            remote = Verify(await ReadAsync(stream, handshake, cancellationToken), handshake, expectedPeer);
            await WriteAsync(stream, handshake, ourPayload, cancellationToken);
        }
        else
        {
            await ReadAsync(stream, handshake, cancellationToken);
            await WriteAsync(stream, handshake, ourPayload, cancellationToken);
            remote = Verify(await ReadAsync(stream, handshake, cancellationToken), handshake, expectedPeer);
        }

        var muxer = SelectMuxer(isInitiator ? muxers : remote.Muxers, isInitiator ? remote.Muxers : muxers);
        var (sending, receiving) = handshake.Split();
        return new SecuredConnection(new NoiseStream(stream, sending, receiving), remote.IdentityKey, PeerId.FromPublicKey(remote.IdentityKey), muxer);
    }

    /// <summary>
    /// The initiator's first muxer that both have; null when one end offers none; no overlap ends the handshake (libp2p connection specification, "Inlining Muxer Negotiation").
    /// js-libp2p walks the remote list on both ends, so we offer one muxer only: with one there is no order to disagree on.
    /// </summary>
    internal static string? SelectMuxer(IReadOnlyList<string> initiatorMuxers, IReadOnlyList<string> responderMuxers)
    {
        if (initiatorMuxers.Count == 0 || responderMuxers.Count == 0)
        {
            return null;
        }

        return initiatorMuxers.FirstOrDefault(responderMuxers.Contains)
            ?? throw new PeerProtocolException("The peer has no stream muxer that we have.");
    }

    private byte[] CreatePayload(NoiseKeys keys)
    {
        Span<byte> publicKey = stackalloc byte[X25519.PublicKeyLength];
        X25519.DerivePublicKey(keys.Static, publicKey);
        return NoisePayload.Create(privateKey, publicKey, muxers).ToBytes();
    }

    private static NoisePayload Verify(byte[] bytes, NoiseHandshake handshake, PeerId? expectedPeer)
    {
        if (!NoisePayload.TryRead(bytes, out var payload))
        {
            throw new PeerProtocolException("The Noise payload is malformed, or its identity key is of a kind that is not supported.");
        }

        if (!payload.IsSignatureOver(handshake.RemoteStaticKey))
        {
            throw new PeerProtocolException("The signature over the peer's Noise key is wrong.");
        }

        if (expectedPeer is not null && !expectedPeer.Matches(payload.IdentityKey))
        {
            throw new PeerProtocolException($"{PeerId.FromPublicKey(payload.IdentityKey)} answered instead of {expectedPeer}.");
        }

        return payload;
    }

    private static async Task WriteAsync(Stream stream, NoiseHandshake handshake, byte[] payload, CancellationToken cancellationToken)
    {
        var output = new ArrayBufferWriter<byte>(256);
        BinaryPrimitives.WriteUInt16BigEndian(output.GetSpan(sizeof(ushort)), 0);
        output.Advance(sizeof(ushort));
        if (!handshake.TryWriteMessage(payload, output))
        {
            throw new PeerProtocolException("No secret can be agreed with the peer's Noise key.");
        }

        var message = output.WrittenSpan.ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(message, (ushort)(message.Length - sizeof(ushort)));
        await stream.WriteAsync(message, cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }

    private static async Task<byte[]> ReadAsync(Stream stream, NoiseHandshake handshake, CancellationToken cancellationToken)
    {
        var prefix = new byte[sizeof(ushort)];
        await stream.ReadExactlyAsync(prefix, cancellationToken);
        var length = BinaryPrimitives.ReadUInt16BigEndian(prefix);
        if (length > MaximumMessageLength)
        {
            throw new PeerProtocolException($"A Noise handshake message of {length} bytes is longer than {MaximumMessageLength}.");
        }

        var message = new byte[length];
        await stream.ReadExactlyAsync(message, cancellationToken);
        return handshake.TryReadMessage(message, out var payload)
            ? payload
            : throw new PeerProtocolException("A Noise handshake message does not decrypt.");
    }

    /// <summary>Fresh X25519 keys for one handshake.</summary>
    private sealed class NoiseKeys : IDisposable
    {
        internal NoiseKeys(IRandomSource randomSource)
        {
            randomSource.Fill(Static);
            randomSource.Fill(Ephemeral);
        }

        internal byte[] Static { get; } = new byte[X25519.PrivateKeyLength];

        internal byte[] Ephemeral { get; } = new byte[X25519.PrivateKeyLength];

        public void Dispose()
        {
            CryptographicOperations.ZeroMemory(Static);
            CryptographicOperations.ZeroMemory(Ephemeral);
        }
    }
}
