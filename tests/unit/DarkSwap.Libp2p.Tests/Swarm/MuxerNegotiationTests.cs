using System.Net;
using System.Net.Sockets;
using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Muxing;
using DarkSwap.Libp2p.Muxing.Yamux;
using DarkSwap.Libp2p.Negotiation;
using DarkSwap.Libp2p.Ping;
using DarkSwap.Libp2p.Security;
using DarkSwap.Libp2p.Security.Noise;
using DarkSwap.Libp2p.Tests.Hosting;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Tests.Swarm;

/// <summary>A host with a peer whose handshake, driven by hand here, offers no muxer or another one.</summary>
public sealed class MuxerNegotiationTests : IAsyncLifetime
{
    private readonly HostPair pair = new();
    private readonly PrivateKey key = PrivateKey.Generate(SystemRandomSource.Instance);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await pair.DisposeAsync();
        key.Dispose();
    }

    [Fact]
    public async Task Asks_a_peer_that_offers_no_muxer_early_as_listener()
    {
        var host = await pair.StartAsync();
        await using var stream = await ConnectAsync(HostPair.AddressOf(host));
        var secured = await SecureAsync(stream, [], isInitiator: true);
        secured.MuxerProtocolId.ShouldBeNull();
        await MultistreamSelect.ProposeAsync(secured.Stream, [YamuxMuxerFactory.Id], pair.Deadline);

        await PingAsync(secured, isClient: true);
    }

    [Fact]
    public async Task Asks_a_peer_that_offers_no_muxer_early_as_dialer()
    {
        var host = await pair.StartAsync();
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var dialing = host.DialAsync(Multiaddr.FromEndPoint((IPEndPoint)listener.LocalEndpoint), pair.Deadline);
        using var client = await listener.AcceptTcpClientAsync(pair.Deadline);
        var secured = await SecureAsync(client.GetStream(), [], isInitiator: false);
        await MultistreamSelect.AnswerAsync(secured.Stream, id => id == YamuxMuxerFactory.Id, pair.Deadline);
        (await dialing).RemotePeer.ShouldBe(PeerId.FromPublicKey(key.PublicKey));

        await PingAsync(secured, isClient: false);
    }

    [Fact]
    public async Task Drops_a_peer_that_has_no_muxer_in_common()
    {
        var host = await pair.StartAsync();
        await using var stream = await ConnectAsync(HostPair.AddressOf(host));

        await Should.ThrowAsync<IOException>(async () =>
        {
            await SecureAsync(stream, ["/spdy/3.1.0"], isInitiator: true);
        });
        host.Connections.ShouldBeEmpty();
    }

    [Fact]
    public async Task Drops_a_peer_whose_signature_is_over_another_Noise_key()
    {
        var host = await pair.StartAsync();
        await using var stream = await ConnectAsync(HostPair.AddressOf(host));
        await MultistreamSelect.ProposeAsync(stream, ["/noise"], pair.Deadline);
        var noiseKey = new byte[32];
        noiseKey[0] = 1;
        using var handshake = new NoiseHandshake(true, noiseKey, noiseKey, []);
        await WriteAsync(stream, handshake, []);
        handshake.TryReadMessage(await ReadAsync(stream), out _).ShouldBeTrue();
        await WriteAsync(stream, handshake, NoisePayload.Create(key, new byte[32], [YamuxMuxerFactory.Id]).ToBytes());
        var rest = new MemoryStream();
        await CopyUntilEndAsync(stream, rest);

        rest.Length.ShouldBe(0);
        host.Connections.ShouldBeEmpty();
    }

    private async Task<NetworkStream> ConnectAsync(Multiaddr address)
    {
        var port = int.Parse(address.Components[1].ValueText, System.Globalization.CultureInfo.InvariantCulture);
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, port, pair.Deadline);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private async Task<SecuredConnection> SecureAsync(Stream stream, IReadOnlyList<string> muxers, bool isInitiator)
    {
        var noise = new NoiseSecurity(key, muxers, SystemRandomSource.Instance);
        if (isInitiator)
        {
            await MultistreamSelect.ProposeAsync(stream, ["/noise"], pair.Deadline);
            return await noise.SecureOutboundAsync(stream, null, pair.Deadline);
        }

        await MultistreamSelect.AnswerAsync(stream, id => id == "/noise", pair.Deadline);
        return await noise.SecureInboundAsync(stream, pair.Deadline);
    }

    private async Task PingAsync(SecuredConnection secured, bool isClient)
    {
        await using var muxer = new YamuxMuxerFactory(new YamuxOptions(), TimeProvider.System).Start(secured.Stream, isClient, UnlimitedMemoryBudget.Instance);
        await using var stream = await muxer.OpenAsync(pair.Deadline);
        await MultistreamSelect.ProposeAsync(stream, [PingService.ProtocolId], pair.Deadline);
        var payload = Enumerable.Range(0, 32).Select(value => (byte)value).ToArray();
        await stream.WriteAsync(payload, pair.Deadline);
        var answer = new byte[32];
        await stream.ReadExactlyAsync(answer, pair.Deadline);
        answer.ShouldBe(payload);
    }

    private async Task WriteAsync(Stream stream, NoiseHandshake handshake, byte[] payload)
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        handshake.TryWriteMessage(payload, output).ShouldBeTrue();
        byte[] framed = [(byte)(output.WrittenCount >> 8), (byte)output.WrittenCount, .. output.WrittenSpan];
        await stream.WriteAsync(framed, pair.Deadline);
    }

    private async Task<byte[]> ReadAsync(Stream stream)
    {
        var prefix = new byte[2];
        await stream.ReadExactlyAsync(prefix, pair.Deadline);
        var message = new byte[(prefix[0] << 8) | prefix[1]];
        await stream.ReadExactlyAsync(message, pair.Deadline);
        return message;
    }

    private async Task CopyUntilEndAsync(Stream stream, Stream destination)
    {
        try
        {
            await stream.CopyToAsync(destination, pair.Deadline);
        }
        catch (IOException)
        {
            // The host closed without reading everything: the system tells by a reset.
        }
    }
}
