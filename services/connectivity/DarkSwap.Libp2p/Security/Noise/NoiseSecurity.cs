using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using DarkSwap.Cryptography;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Security.Noise;

/// <summary>Runs the libp2p Noise handshake over a stream (libp2p noise specification). One static key serves all handshakes (section "Static Key Authentication"), so it is signed once.</summary>
internal sealed class NoiseSecurity : ISecurityProtocol, IDisposable
{
    /// <summary>Longest handshake message, in bytes: far over what a key and a signature of RSA 8192 take.</summary>
    private const int MaximumMessageLength = 4096;

    private readonly IReadOnlyList<string> muxers;
    private readonly IRandomSource randomSource;
    private readonly X25519PrivateKey staticKey;
    private readonly NoisePayload payload;

    internal NoiseSecurity(PrivateKey privateKey, IReadOnlyList<string> muxers, IRandomSource randomSource)
    {
        this.muxers = muxers;
        this.randomSource = randomSource;
        Span<byte> key = stackalloc byte[X25519.PrivateKeyLength];
        randomSource.Fill(key);
        staticKey = new X25519PrivateKey(key);
        CryptographicOperations.ZeroMemory(key);
        payload = NoisePayload.Create(privateKey, staticKey.PublicKey, []);
    }

    public string ProtocolId => "/noise";

    public Task<SecuredConnection> SecureOutboundAsync(Stream stream, PeerId? expectedPeer, CancellationToken cancellationToken) =>
        SecureAsync(stream, isInitiator: true, expectedPeer, cancellationToken);

    public Task<SecuredConnection> SecureInboundAsync(Stream stream, CancellationToken cancellationToken) =>
        SecureAsync(stream, isInitiator: false, expectedPeer: null, cancellationToken);

    private async Task<SecuredConnection> SecureAsync(Stream stream, bool isInitiator, PeerId? expectedPeer, CancellationToken cancellationToken)
    {
        using var handshake = CreateHandshake(isInitiator);
        return isInitiator
            ? await InitiateAsync(stream, handshake, expectedPeer, cancellationToken)
            : await RespondAsync(stream, handshake, cancellationToken);
    }

    private NoiseHandshake CreateHandshake(bool isInitiator)
    {
        Span<byte> ephemeralKey = stackalloc byte[X25519.PrivateKeyLength];
        randomSource.Fill(ephemeralKey);
        var handshake = new NoiseHandshake(isInitiator, staticKey, ephemeralKey, []);
        CryptographicOperations.ZeroMemory(ephemeralKey);
        return handshake;
    }

    private async Task<SecuredConnection> InitiateAsync(Stream stream, NoiseHandshake handshake, PeerId? expectedPeer, CancellationToken cancellationToken)
    {
        await WriteAsync(stream, handshake, [], cancellationToken);
        var remote = Verify(await ReadAsync(stream, handshake, cancellationToken), handshake, expectedPeer);
        var muxer = NoiseMuxers.Choose(muxers, remote.Muxers);

        // One muxer only: then there is no order on which a responder could disagree.
        await WriteAsync(stream, handshake, PayloadWith(muxer is null ? [] : [muxer]), cancellationToken);
        return Complete(Split(stream, handshake), remote, muxer);
    }

    private async Task<SecuredConnection> RespondAsync(Stream stream, NoiseHandshake handshake, CancellationToken cancellationToken)
    {
        await ReadAsync(stream, handshake, cancellationToken);
        await WriteAsync(stream, handshake, PayloadWith(muxers), cancellationToken);
        var remote = Verify(await ReadAsync(stream, handshake, cancellationToken), handshake, expectedPeer: null);
        var muxer = NoiseMuxers.Choose(remote.Muxers, muxers);
        Stream secured = Split(stream, handshake);
        if (muxer is not null && NoiseMuxers.Choose(muxers, remote.Muxers) != muxer)
        {
            (secured, muxer) = await NoiseMuxers.RecognizeAsync(secured, muxer, cancellationToken);
        }

        return Complete(secured, remote, muxer);
    }

    public void Dispose() => staticKey.Dispose();

    private static NoiseStream Split(Stream stream, NoiseHandshake handshake)
    {
        var (sending, receiving) = handshake.Split();
        return new NoiseStream(stream, sending, receiving);
    }

    private static SecuredConnection Complete(Stream secured, NoisePayload remote, string? muxer) =>
        new(secured, remote.IdentityKey, PeerId.FromPublicKey(remote.IdentityKey), muxer);

    private byte[] PayloadWith(IReadOnlyList<string> offeredMuxers) => (payload with { Muxers = offeredMuxers }).ToBytes();

    private static NoisePayload Verify(byte[] bytes, NoiseHandshake handshake, PeerId? expectedPeer)
    {
        if (!NoisePayload.TryRead(bytes, out var remote))
        {
            throw new PeerProtocolException("The Noise payload is malformed, or its identity key is of a kind that is not supported.");
        }

        if (!remote.IsSignatureOver(handshake.RemoteStaticKey))
        {
            throw new PeerProtocolException("The signature over the peer's Noise key is wrong.");
        }

        if (expectedPeer is not null && !expectedPeer.Matches(remote.IdentityKey))
        {
            throw new PeerProtocolException($"{PeerId.FromPublicKey(remote.IdentityKey)} answered instead of {expectedPeer}.");
        }

        return remote;
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
        await stream.ReadWholeAsync(prefix, cancellationToken);
        var length = BinaryPrimitives.ReadUInt16BigEndian(prefix);
        if (length > MaximumMessageLength)
        {
            throw new PeerProtocolException($"A Noise handshake message of {length} bytes is longer than {MaximumMessageLength}.");
        }

        var message = new byte[length];
        await stream.ReadWholeAsync(message, cancellationToken);
        return handshake.TryReadMessage(message, out var payload)
            ? payload
            : throw new PeerProtocolException("A Noise handshake message does not decrypt.");
    }
}
