using DarkSwap.Cryptography;
using DarkSwap.Primitives;
using DarkSwap.Testing;

namespace DarkSwap.Interop.Tests.Libp2p;

/// <summary>A js process of its own, which is killed.</summary>
[Trait("Category", "Server")]
public sealed class JsDeathTests
{
    [Fact]
    public async Task Open_streams_fail_and_the_connection_ends_when_the_other_process_is_killed()
    {
        using var limit = Patience.Limit();
        var process = new JsProcess();
        await process.InitializeAsync();
        try
        {
            await using var ours = await InteropHost.StartAsync(PrivateKey.Generate(SystemRandomSource.Instance), limit.Token);
            var node = await process.CreateNodeAsync(new JsNodeOptions(), limit.Token);
            var connection = await ours.Host.DialAsync(node.Addresses[0], limit.Token);
            await using var stream = await ours.Host.OpenStreamAsync(node.PeerId, JsNode.EchoProtocol, limit.Token);
            var reading = stream.ReadAsync(new byte[1], limit.Token).AsTask();
            await process.KillAsync(limit.Token);

            await Should.ThrowAsync<IOException>(() => reading);
            await connection.Completion.WaitAsync(limit.Token);
            ours.Host.Connections.ShouldBeEmpty();
        }
        finally
        {
            await process.DisposeAsync();
        }
    }
}
