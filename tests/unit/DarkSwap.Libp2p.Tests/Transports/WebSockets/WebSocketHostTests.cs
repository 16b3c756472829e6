using DarkSwap.Libp2p.Tests.Hosting;

namespace DarkSwap.Libp2p.Tests.Transports.WebSockets;

public sealed class WebSocketHostTests : IAsyncLifetime
{
    private const string Echo = "/echo/1.0.0";
    private const string ListenAddress = "/ip4/127.0.0.1/tcp/0/ws";
    private readonly HostPair pair = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await pair.DisposeAsync();

    [Fact]
    public async Task Hosts_speak_over_WebSockets_as_over_TCP()
    {
        var (left, right) = (await pair.StartAsync(listenAddress: ListenAddress), await pair.StartAsync(listenAddress: ListenAddress));
        right.Handle(Echo, (stream, _, token) => stream.CopyToAsync(stream, token));
        var connection = await left.DialAsync(HostPair.AddressOf(right), pair.Deadline);
        var sent = new byte[2_000_000];

        await using var stream = await left.OpenStreamAsync(right.LocalPeer, Echo, pair.Deadline);
        var received = new MemoryStream();
        var receiving = stream.CopyToAsync(received, pair.Deadline);
        await stream.WriteAsync(sent, pair.Deadline);
        await stream.CloseWriteAsync(pair.Deadline);
        await receiving;

        received.Length.ShouldBe(sent.Length);
        connection.RemoteAddress.ShouldBe(right.ListenAddresses[0]);
        (await right.PingAsync(left.LocalPeer, pair.Deadline)).ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public async Task Both_ends_notice_a_graceful_disconnect()
    {
        var (left, right) = (await pair.StartAsync(listenAddress: ListenAddress), await pair.StartAsync(listenAddress: ListenAddress));
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        right.ConnectionClosed += (_, _) => closed.TrySetResult();
        await left.DialAsync(HostPair.AddressOf(right), pair.Deadline);

        await left.DisconnectAsync(right.LocalPeer, pair.Deadline);

        await closed.Task.WaitAsync(pair.Deadline);
        left.Connections.ShouldBeEmpty();
    }
}
