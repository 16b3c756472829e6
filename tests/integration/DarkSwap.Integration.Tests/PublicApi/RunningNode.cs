using System.Text.Json;
using DarkSwap.Integration.Tests.Trading;
using DarkSwap.Testing;

namespace DarkSwap.Integration.Tests.PublicApi;

/// <summary>A standalone node with a Bitcoin node, for tests of its public API.</summary>
public sealed class RunningNode : IAsyncLifetime
{
    private BitcoinNode? chain;
    private StandaloneNode? node;

    public StandaloneNode Node => node ?? throw new InvalidOperationException("The node has not been started.");

    public JsonElement Document { get; private set; }

    public IReadOnlyList<ApiOperation> Operations { get; private set; } = [];

    public async Task InitializeAsync()
    {
        chain = await BitcoinNode.StartAsync(CancellationToken.None);
        // Thousands of wrong requests are what these tests are about: no limit must answer in their endpoints' place.
        var settings = new Dictionary<string, string> { ["gateway:rateLimits:enabled"] = "false" };
        node = await StandaloneNode.StartAsync(new NodeStart { BitcoinRpcUrl = chain.RpcUrl, Settings = settings }, CancellationToken.None);
        await Waiting.ForAsync("the node to reach its Bitcoin node", async () => (await node.Http.GetAsync("network/identity", CancellationToken.None)).IsSuccessStatusCode ? "reached" : null);
        Document = JsonDocument.Parse(await node.Http.GetStringAsync(new Uri(node.ApiUri, "/openapi/v1.json"), CancellationToken.None)).RootElement;
        Operations = ApiOperation.AllOf(Document);
    }

    public async Task DisposeAsync()
    {
        foreach (var resource in new IAsyncDisposable?[] { node, chain })
        {
            if (resource is not null)
            {
                await resource.DisposeAsync();
            }
        }
    }
}
