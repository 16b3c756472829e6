using System.Buffers;
using System.Buffers.Binary;
using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Security.Noise;
using DarkSwap.Libp2p.Tests.Streams;
using DarkSwap.Primitives;
using DarkSwap.Testing;

namespace DarkSwap.Libp2p.Tests.Security;

/// <summary>Several muxers on each end, with peers that follow the specification and peers that follow js-libp2p's reading of it.</summary>
public sealed class NoiseMuxersTests : IAsyncLifetime
{
    private const string Yamux = "/yamux/1.0.0";
    private const string Mplex = "/mplex/6.7.0";

    /// <summary>A ping of yamux, and a first stream of mplex with the name "0".</summary>
    private static readonly byte[] YamuxStart = [0, 2, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0];
    private static readonly byte[] MplexStart = [0, 1, (byte)'0'];
    private static readonly byte[] MplexStartWithoutName = [0, 0, 2, 0];
    private readonly CancellationTokenSource limit = Patience.Limit();
    private readonly PrivateKey ourKey = PrivateKey.Generate(SystemRandomSource.Instance);
    private readonly PrivateKey peerKey = PrivateKey.Generate(SystemRandomSource.Instance);
    private LoopbackPair pair = null!;

    public async Task InitializeAsync() => pair = await LoopbackPair.ConnectAsync(limit.Token);

    public async Task DisposeAsync()
    {
        await pair.DisposeAsync();
        ourKey.Dispose();
        peerKey.Dispose();
        limit.Dispose();
    }

    [Fact]
    public void Chooses_the_first_of_the_initiator_that_both_have()
    {
        NoiseMuxers.Choose(["/a", "/b"], ["/b", "/a"]).ShouldBe("/a");
        NoiseMuxers.Choose(["/c", "/b"], ["/b", "/a"]).ShouldBe("/b");
        NoiseMuxers.Choose([], ["/a"]).ShouldBeNull();
        NoiseMuxers.Choose(["/a"], []).ShouldBeNull();
        Should.Throw<PeerProtocolException>(() => NoiseMuxers.Choose(["/a"], ["/b"]));
    }

    [Theory]
    [InlineData(Yamux + " " + Mplex, Mplex + " " + Yamux, Yamux)]
    [InlineData(Mplex + " " + Yamux, Yamux + " " + Mplex, Mplex)]
    [InlineData(Yamux, Mplex + " " + Yamux, Yamux)]
    [InlineData(Mplex + " " + Yamux, Yamux, Yamux)]
    [InlineData("", Yamux, null)]
    [InlineData(Yamux, "", null)]
    public async Task Two_of_us_choose_the_same(string dialerMuxers, string listenerMuxers, string? expected)
    {
        var answering = Noise(peerKey, listenerMuxers).SecureInboundAsync(pair.Server, limit.Token);
        var dialed = await Noise(ourKey, dialerMuxers).SecureOutboundAsync(pair.Client, null, limit.Token);

        dialed.MuxerProtocolId.ShouldBe(expected);
        (await answering).MuxerProtocolId.ShouldBe(expected);
    }

    [Fact]
    public async Task Tells_a_responder_one_muxer_only()
    {
        var dialing = Noise(ourKey, $"{Yamux} {Mplex}").SecureOutboundAsync(pair.Client, null, limit.Token);
        using var handshake = NewHandshake(isInitiator: false);
        await ReadAsync(pair.Server, handshake);
        await WriteAsync(pair.Server, handshake, Payload(Mplex, Yamux));
        NoisePayload.TryRead(await ReadAsync(pair.Server, handshake), out var payload).ShouldBeTrue();

        payload!.Muxers.ShouldBe([Yamux]);
        (await dialing).MuxerProtocolId.ShouldBe(Yamux);
    }

    [Theory]
    [MemberData(nameof(Starts))]
    public async Task Recognizes_what_an_initiator_of_another_order_has_chosen(byte[] start, string expected)
    {
        var answering = Noise(ourKey, $"{Yamux} {Mplex}").SecureInboundAsync(pair.Server, limit.Token);
        await using var initiator = await InitiateAsync(Mplex, Yamux);
        await initiator.WriteAsync(start, limit.Token);
        var secured = await answering;
        var read = new byte[start.Length];
        await secured.Stream.ReadExactlyAsync(read, limit.Token);

        secured.MuxerProtocolId.ShouldBe(expected);
        read.ShouldBe(start);
    }

    [Fact]
    public async Task Waits_for_no_frame_of_an_initiator_that_agrees_on_the_order()
    {
        var answering = Noise(ourKey, $"{Yamux} {Mplex}").SecureInboundAsync(pair.Server, limit.Token);
        await using var initiator = await InitiateAsync(Yamux, Mplex);

        (await answering).MuxerProtocolId.ShouldBe(Yamux);
    }

    [Fact]
    public async Task Refuses_an_initiator_that_has_no_muxer_in_common()
    {
        var answering = Noise(ourKey, Yamux).SecureInboundAsync(pair.Server, limit.Token);
        await using var initiator = await InitiateAsync(Mplex);

        await Should.ThrowAsync<PeerProtocolException>(() => answering);
    }

    public static TheoryData<byte[], string> Starts() => new() { { YamuxStart, Yamux }, { MplexStart, Mplex }, { MplexStartWithoutName, Mplex } };

    private static NoiseSecurity Noise(PrivateKey key, string muxers) =>
        new(key, muxers.Split(' ', StringSplitOptions.RemoveEmptyEntries), SystemRandomSource.Instance);

    private static byte[] KeyOf(byte first) => [first, .. new byte[31]];

    private static NoiseHandshake NewHandshake(bool isInitiator) => new(isInitiator, KeyOf(1), KeyOf(2), []);

    private byte[] Payload(params string[] muxers)
    {
        var noiseKey = new byte[X25519.PublicKeyLength];
        X25519.DerivePublicKey(KeyOf(1), noiseKey);
        return NoisePayload.Create(peerKey, noiseKey, muxers).ToBytes();
    }

    private async Task<NoiseStream> InitiateAsync(params string[] muxers)
    {
        using var handshake = NewHandshake(isInitiator: true);
        await WriteAsync(pair.Client, handshake, []);
        await ReadAsync(pair.Client, handshake);
        await WriteAsync(pair.Client, handshake, Payload(muxers));
        var (sending, receiving) = handshake.Split();
        return new NoiseStream(pair.Client, sending, receiving);
    }

    private async Task WriteAsync(Stream stream, NoiseHandshake handshake, byte[] payload)
    {
        var output = new ArrayBufferWriter<byte>();
        handshake.TryWriteMessage(payload, output).ShouldBeTrue();
        var framed = new byte[output.WrittenCount + sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(framed, (ushort)output.WrittenCount);
        output.WrittenSpan.CopyTo(framed.AsSpan(sizeof(ushort)));
        await stream.WriteAsync(framed, limit.Token);
    }

    private async Task<byte[]> ReadAsync(Stream stream, NoiseHandshake handshake)
    {
        var prefix = new byte[sizeof(ushort)];
        await stream.ReadExactlyAsync(prefix, limit.Token);
        var message = new byte[BinaryPrimitives.ReadUInt16BigEndian(prefix)];
        await stream.ReadExactlyAsync(message, limit.Token);
        handshake.TryReadMessage(message, out var payload).ShouldBeTrue();
        return payload;
    }
}
