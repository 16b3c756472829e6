using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Identify;
using DarkSwap.Libp2p.Swarm;
using DarkSwap.Primitives;
using DarkSwap.Testing;

namespace DarkSwap.Interop.Tests.Libp2p;

/// <summary>What our host and js-libp2p do over a connection once they have one, here by TCP, Noise and yamux unless a test says otherwise.</summary>
[Collection(JsCollection.Name)]
[Trait("Category", "Server")]
public sealed class JsProtocolTests(JsProcess process) : IAsyncLifetime
{
    private const int Mebibyte = 1024 * 1024;
    private const int ManyStreams = 1_000;
    private readonly CancellationTokenSource limit = Patience.Limit();
    private readonly TaskCompletionSource<PeerInformation> pushed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private InteropHost ours = null!;
    private JsNode peer = null!;

    private object Us => new { peer = ours.PeerId.ToString() };

    public async Task InitializeAsync()
    {
        ours = await InteropHost.StartAsync(PrivateKey.Generate(SystemRandomSource.Instance), limit.Token);
        ours.Host.PeerIdentified += (_, arguments) => NotePush(arguments.Peer);
        ours.Host.ConnectionClosed += (_, _) => closed.TrySetResult();
        peer = await process.CreateNodeAsync(new JsNodeOptions { Addresses = JsNodeOptions.Tcp }, limit.Token);
    }

    public async Task DisposeAsync()
    {
        await ours.DisposeAsync();
        await peer.RunAsync("stop", new { }, CancellationToken.None);
        limit.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5 * Mebibyte)]
    public async Task Js_gets_back_from_us_what_it_sends_and_half_closes(int length)
    {
        await JsDialsUsAsync();
        var answer = await peer.RunAsync("echo", new { peer = ours.PeerId.ToString(), length }, limit.Token);

        answer.GetProperty("length").GetInt32().ShouldBe(length);
        answer.GetProperty("matches").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5 * Mebibyte)]
    public async Task We_get_back_from_js_what_we_send_and_half_close(int length)
    {
        await WeDialJsAsync();

        await ours.EchoAsync(peer.PeerId, length, limit.Token);
    }

    [Fact]
    public async Task We_identify_js()
    {
        await WeDialJsAsync();
        var information = await ours.WaitIdentifiedAsync(peer.PeerId, limit.Token);

        information.AgentVersion.ShouldNotBeNull().ShouldContain("interop-peer");
        information.ProtocolIds.ShouldContain(JsNode.EchoProtocol);
        information.ListenAddresses.ShouldContain(peer.Addresses[0].WithoutPeer());
        information.SignedRecord.ShouldNotBeNull().PeerId.ShouldBe(peer.PeerId);
    }

    [Fact]
    public async Task Js_identifies_us_and_opens_our_signed_record()
    {
        await JsDialsUsAsync();
        var information = await peer.WaitForAsync("identified", _ => true, limit.Token);

        information.GetProperty("agent").GetString().ShouldBe("darkswap");
        information.GetProperty("protocols").EnumerateArray().Select(item => item.GetString()).ShouldContain(JsNode.EchoProtocol);
        information.GetProperty("signed").EnumerateArray().Select(item => item.GetString()).ShouldContain(ours.Host.ListenAddresses[0].ToString());
    }

    [Fact]
    public async Task Js_tells_us_of_a_protocol_that_it_adds_later()
    {
        await WeDialJsAsync();
        await ours.WaitIdentifiedAsync(peer.PeerId, limit.Token);
        await peer.RunAsync("handleLater", new { }, limit.Token);

        (await pushed.Task.WaitAsync(limit.Token)).ProtocolIds.ShouldContain(JsNode.EchoProtocol);
    }

    [Fact]
    public async Task We_tell_js_of_a_protocol_that_we_add_later()
    {
        await WeDialJsAsync();
        await ours.WaitIdentifiedAsync(peer.PeerId, limit.Token);
        ours.Host.Handle("/later/1.0.0", (_, _, _) => Task.CompletedTask);

        await peer.WaitForAsync(
            "identified", item => item.GetProperty("protocols").EnumerateArray().Any(protocol => protocol.GetString() == "/later/1.0.0"), limit.Token);
    }

    [Fact]
    public async Task We_measure_js_and_js_measures_us()
    {
        const int Upload = 3 * Mebibyte;
        const int Download = 2 * Mebibyte;
        await WeDialJsAsync();
        var ourResult = await ours.Host.MeasureAsync(peer.PeerId, Upload, Download, limit.Token);
        var theirs = await peer.RunAsync("perf", new { peer = ours.PeerId.ToString(), upload = Upload, download = Download }, limit.Token);

        ourResult.BytesReceived.ShouldBe(Download);
        theirs.GetProperty("received").GetInt32().ShouldBe(Download);
    }

    [Theory]
    [InlineData(JsNodeOptions.Yamux)]
    [InlineData(JsNodeOptions.Mplex)]
    public async Task We_hold_a_thousand_streams_to_js_open_at_once(string muxer)
    {
        var node = await ConnectByAsync(muxer);
        var streams = await Task.WhenAll(Enumerable.Range(0, ManyStreams).Select(_ => ours.Host.OpenStreamAsync(node.PeerId, JsNode.EchoProtocol, limit.Token)));
        var answers = await Task.WhenAll(streams.Select(EchoNumberAsync));

        answers.ShouldBe(Enumerable.Range(0, ManyStreams));
    }

    [Theory]
    [InlineData(JsNodeOptions.Yamux)]
    [InlineData(JsNodeOptions.Mplex)]
    public async Task Js_holds_a_thousand_streams_to_us_open_at_once(string muxer)
    {
        var node = await ConnectByAsync(muxer);

        (await node.RunAsync("echoMany", new { peer = ours.PeerId.ToString(), count = ManyStreams }, limit.Token)).GetProperty("matching").GetInt32().ShouldBe(ManyStreams);
    }

    [Theory]
    [InlineData(JsNodeOptions.Yamux)]
    [InlineData(JsNodeOptions.Mplex)]
    public async Task A_stream_that_js_resets_fails_here_and_the_connection_lives_on(string muxer)
    {
        var node = await ConnectByAsync(muxer);

        await Should.ThrowAsync<IOException>(async () =>
        {
            await using var stream = await ours.Host.OpenStreamAsync(node.PeerId, JsNode.ResetProtocol, limit.Token);
            await stream.ReadExactlyAsync(new byte[1], limit.Token);
        });
        (await ours.Host.PingAsync(node.PeerId, limit.Token)).ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Theory]
    [InlineData(JsNodeOptions.Yamux)]
    [InlineData(JsNodeOptions.Mplex)]
    public async Task Our_handler_of_a_stream_that_js_resets_fails_and_the_connection_lives_on(string muxer)
    {
        var ended = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously);
        ours.Host.Handle(JsNode.WaitProtocol, async (stream, _, token) => ended.TrySetResult(await Record.ExceptionAsync(() => stream.CopyToAsync(stream, token))));
        var node = await ConnectByAsync(muxer);
        await node.RunAsync("reset", Us, limit.Token);

        (await ended.Task.WaitAsync(limit.Token)).ShouldBeAssignableTo<IOException>();
        (await ours.Host.PingAsync(node.PeerId, limit.Token)).ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_protocol_that_js_does_not_speak_is_refused()
    {
        await WeDialJsAsync();

        await Should.ThrowAsync<ProtocolNotSupportedException>(() => ours.Host.OpenStreamAsync(peer.PeerId, "/nothing/1.0.0", limit.Token));
    }

    [Fact]
    public async Task Both_ends_see_the_connection_close_when_we_close_it()
    {
        await WeDialJsAsync();
        await ours.Host.DisconnectAsync(peer.PeerId, limit.Token);

        await WaitDisconnectedAsync();
        ours.Host.Connections.ShouldBeEmpty();
    }

    [Fact]
    public async Task Both_ends_see_the_connection_close_when_js_closes_it()
    {
        await JsDialsUsAsync();
        await peer.RunAsync("hangUp", Us, limit.Token);
        await closed.Task.WaitAsync(limit.Token);

        ours.Host.Connections.ShouldBeEmpty();
    }

    [Fact]
    public async Task Js_sees_the_end_when_we_drop_the_connection_without_a_word()
    {
        await WeDialJsAsync();
        ours.Host.Connections.Single().Abort();

        await WaitDisconnectedAsync();
    }

    [Fact]
    public async Task We_see_the_end_when_js_drops_the_connection_without_a_word()
    {
        await JsDialsUsAsync();
        await peer.RunAsync("abort", Us, limit.Token);
        await closed.Task.WaitAsync(limit.Token);

        ours.Host.Connections.ShouldBeEmpty();
    }

    private Task JsDialsUsAsync() => peer.RunAsync("dial", new { address = ours.AddressFor(JsNodeOptions.Tcp).ToString() }, limit.Token);

    private Task<IPeerConnection> WeDialJsAsync() => ours.Host.DialAsync(peer.Addresses[0], limit.Token);

    private async Task<JsNode> ConnectByAsync(string muxer)
    {
        var node = await process.ShareNodeAsync(new JsNodeOptions { Muxers = muxer }, limit.Token);
        await ours.Host.DialAsync(node.Addresses[0], limit.Token);
        return node;
    }

    private async Task<int> EchoNumberAsync(PeerStream stream, int number)
    {
        await using (stream)
        {
            await stream.WriteAsync(BitConverter.GetBytes(number), limit.Token);
            await stream.CloseWriteAsync(limit.Token);
            var answer = new byte[sizeof(int)];
            await stream.ReadExactlyAsync(answer, limit.Token);
            return BitConverter.ToInt32(answer);
        }
    }

    private Task WaitDisconnectedAsync() =>
        peer.WaitForAsync("disconnected", item => item.GetProperty("peer").GetString() == ours.PeerId.ToString(), limit.Token);

    private void NotePush(PeerInformation information)
    {
        if (information.ProtocolIds.Contains(JsNode.LaterProtocol))
        {
            pushed.TrySetResult(information);
        }
    }
}
