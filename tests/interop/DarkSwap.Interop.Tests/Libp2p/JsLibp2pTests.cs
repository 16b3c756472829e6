using System.Net;
using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Hosting;
using DarkSwap.Libp2p.Identify;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Swarm;
using DarkSwap.Libp2p.Swarm.Resources;
using DarkSwap.Primitives;

namespace DarkSwap.Interop.Tests.Libp2p;

/// <summary>Our host and js-libp2p, each as dialer and as listener, over TCP, Noise with early muxer negotiation, and yamux.</summary>
public sealed class JsLibp2pTests : IAsyncLifetime
{
    /// <summary>All peers here share the loopback address, which is therefore not counted.</summary>
    private static readonly Libp2pHostOptions LoopbackOptions =
        new() { Swarm = new SwarmOptions { Resources = new ResourceOptions { ExemptSubnets = [IPNetwork.Parse("127.0.0.0/8")] } } };

    private const int Mebibyte = 1024 * 1024;
    private readonly CancellationTokenSource deadline = new(TimeSpan.FromMinutes(6), TimeProvider.System);
    private readonly PrivateKey key = PrivateKey.Generate(SystemRandomSource.Instance);
    private readonly TaskCompletionSource<PeerInformation> identified = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<PeerInformation> pushed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Libp2pHost host = null!;
    private JsPeer peer = null!;

    private string OurAddress => host.ListenAddresses[0].WithPeer(host.LocalPeer).ToString();

    public async Task InitializeAsync()
    {
        host = new Libp2pHost(key, LoopbackOptions, new OpenConnectionGate(), SystemRandomSource.Instance, TimeProvider.System);
        host.PeerIdentified += (_, arguments) => NoteIdentified(arguments.Peer);
        host.ConnectionClosed += (_, _) => closed.TrySetResult();
        host.Handle(JsPeer.EchoProtocol, (stream, _, token) => stream.CopyToAsync(stream, token));
        await host.StartAsync([Multiaddr.Parse("/ip4/127.0.0.1/tcp/0")], deadline.Token);
        peer = await JsPeer.StartAsync(deadline.Token);
    }

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        await peer.DisposeAsync();
        key.Dispose();
        deadline.Dispose();
    }

    [Fact]
    public async Task Js_dials_us_with_noise_and_yamux()
    {
        var answer = await peer.RunAsync("dial", new { address = OurAddress }, deadline.Token);

        answer.GetProperty("peer").GetString().ShouldBe(host.LocalPeer.ToString());
        answer.GetProperty("encryption").GetString().ShouldBe("/noise");
        answer.GetProperty("multiplexer").GetString().ShouldBe("/yamux/1.0.0");
    }

    [Fact]
    public async Task Js_pings_us_and_we_ping_js()
    {
        var answer = await peer.RunAsync("ping", new { address = OurAddress }, deadline.Token);

        answer.GetProperty("milliseconds").GetDouble().ShouldBeGreaterThanOrEqualTo(0);
        (await host.PingAsync(peer.PeerId, deadline.Token)).ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(Mebibyte)]
    [InlineData(5 * Mebibyte)]
    public async Task Js_gets_back_from_us_what_it_sends(int length)
    {
        var answer = await peer.RunAsync("echo", new { address = OurAddress, length }, deadline.Token);

        answer.GetProperty("length").GetInt32().ShouldBe(length);
        answer.GetProperty("matches").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(Mebibyte)]
    [InlineData(5 * Mebibyte)]
    public async Task We_get_back_from_js_what_we_send(int length)
    {
        await host.DialAsync(peer.Address, deadline.Token);

        await EchoAsync(length);
    }

    [Fact]
    public async Task We_run_a_hundred_streams_with_js_at_once()
    {
        await host.DialAsync(peer.Address, deadline.Token);

        await Task.WhenAll(Enumerable.Range(1, 100).Select(index => EchoAsync(index * 100)));
        (await host.PingAsync(peer.PeerId, deadline.Token)).ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public async Task We_identify_js()
    {
        await host.DialAsync(peer.Address, deadline.Token);
        var information = await identified.Task.WaitAsync(deadline.Token);

        information.AgentVersion.ShouldNotBeNull().ShouldContain("interop-peer");
        information.ProtocolIds.ShouldContain(JsPeer.EchoProtocol);
        information.ListenAddresses.ShouldContain(peer.Address.WithoutPeer());
        information.SignedRecord.ShouldNotBeNull().PeerId.ShouldBe(peer.PeerId);
    }

    [Fact]
    public async Task Js_identifies_us_and_opens_our_signed_record()
    {
        await peer.RunAsync("dial", new { address = OurAddress }, deadline.Token);
        var information = await peer.WaitForAsync("identified", _ => true, deadline.Token);

        information.GetProperty("agent").GetString().ShouldBe("darkswap");
        information.GetProperty("protocols").EnumerateArray().Select(item => item.GetString()).ShouldContain(JsPeer.EchoProtocol);
        information.GetProperty("signed").EnumerateArray().Select(item => item.GetString()).ShouldContain(host.ListenAddresses[0].ToString());
    }

    [Fact]
    public async Task Js_tells_us_of_a_protocol_that_it_adds_later()
    {
        await host.DialAsync(peer.Address, deadline.Token);
        await identified.Task.WaitAsync(deadline.Token);
        await peer.RunAsync("handleLater", new { }, deadline.Token);

        (await pushed.Task.WaitAsync(deadline.Token)).ProtocolIds.ShouldContain(JsPeer.EchoProtocol);
    }

    [Fact]
    public async Task We_tell_js_of_a_protocol_that_we_add_later()
    {
        await host.DialAsync(peer.Address, deadline.Token);
        await identified.Task.WaitAsync(deadline.Token);
        host.Handle("/later/1.0.0", (_, _, _) => Task.CompletedTask);

        await peer.WaitForAsync(
            "identified", item => item.GetProperty("protocols").EnumerateArray().Any(protocol => protocol.GetString() == "/later/1.0.0"), deadline.Token);
        host.FindPeer(peer.PeerId).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_stream_that_js_resets_fails_here_and_the_connection_lives_on()
    {
        await host.DialAsync(peer.Address, deadline.Token);

        await Should.ThrowAsync<IOException>(async () =>
        {
            await using var stream = await host.OpenStreamAsync(peer.PeerId, JsPeer.ResetProtocol, deadline.Token);
            await stream.ReadExactlyAsync(new byte[1], deadline.Token);
        });
        (await host.PingAsync(peer.PeerId, deadline.Token)).ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_protocol_that_js_does_not_speak_is_refused()
    {
        await host.DialAsync(peer.Address, deadline.Token);

        await Should.ThrowAsync<ProtocolNotSupportedException>(() => host.OpenStreamAsync(peer.PeerId, "/nothing/1.0.0", deadline.Token));
    }

    [Fact]
    public async Task Both_ends_see_the_connection_close_when_we_close_it()
    {
        await host.DialAsync(peer.Address, deadline.Token);
        await host.DisconnectAsync(peer.PeerId, deadline.Token);

        await peer.WaitForAsync("disconnected", item => item.GetProperty("peer").GetString() == host.LocalPeer.ToString(), deadline.Token);
        host.Connections.ShouldBeEmpty();
    }

    [Fact]
    public async Task Both_ends_see_the_connection_close_when_js_closes_it()
    {
        await peer.RunAsync("dial", new { address = OurAddress }, deadline.Token);
        await peer.RunAsync("hangUp", new { address = OurAddress }, deadline.Token);
        await closed.Task.WaitAsync(deadline.Token);

        host.Connections.ShouldBeEmpty();
    }

    private async Task EchoAsync(int length)
    {
        var sent = new byte[length];
        new SeededRandomSource((ulong)length).Fill(sent);
        await using var stream = await host.OpenStreamAsync(peer.PeerId, JsPeer.EchoProtocol, deadline.Token);
        var writing = WriteAsync(stream, sent);
        var received = new MemoryStream();
        await stream.CopyToAsync(received, deadline.Token);
        await writing;
        received.ToArray().AsSpan().SequenceEqual(sent).ShouldBeTrue($"{received.Length} of {length} bytes came back");
    }

    private async Task WriteAsync(PeerStream stream, byte[] bytes)
    {
        await stream.WriteAsync(bytes, deadline.Token);
        await stream.CloseWriteAsync(deadline.Token);
    }

    private void NoteIdentified(PeerInformation information)
    {
        identified.TrySetResult(information);
        if (information.ProtocolIds.Contains(JsPeer.LaterProtocol))
        {
            pushed.TrySetResult(information);
        }
    }
}
