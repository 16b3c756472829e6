using DarkSwap.Testing;

namespace DarkSwap.Integration.Tests.Processes;

/// <summary>Alice's node is of several processes, Bob's is one.</summary>
public sealed class MixedTradingStack(StackServers servers) : ProcessesTradingStack(servers)
{
    protected override async Task<INode> StartBobAsync(NodeStart start) => await StandaloneNode.StartAsync(start, CancellationToken.None);
}
