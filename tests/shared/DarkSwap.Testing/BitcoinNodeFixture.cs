using Xunit;

namespace DarkSwap.Testing;

/// <summary>One Bitcoin node for all tests of a class (<c>IClassFixture</c>).</summary>
public sealed class BitcoinNodeFixture : IAsyncLifetime
{
    private BitcoinNode? node;

    public BitcoinNode Node => node ?? throw new InvalidOperationException("The node has not been started.");

    public async Task InitializeAsync() => node = await BitcoinNode.StartAsync(CancellationToken.None);

    public async Task DisposeAsync()
    {
        if (node is { } started)
        {
            await started.DisposeAsync();
        }
    }
}
