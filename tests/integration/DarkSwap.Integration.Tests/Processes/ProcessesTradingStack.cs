using DarkSwap.Integration.Tests.Trading;
using DarkSwap.Testing;
using DarkSwap.Testing.Processes;

namespace DarkSwap.Integration.Tests.Processes;

/// <summary>Both nodes are of several processes.</summary>
public class ProcessesTradingStack(StackServers servers) : TradingStack
{
    protected override Task<INode> StartAliceAsync(NodeStart start) => StartProcessesAsync(start);

    protected override Task<INode> StartBobAsync(NodeStart start) => StartProcessesAsync(start);

    protected async Task<INode> StartProcessesAsync(NodeStart start) =>
        await ProcessStack.StartAsync(new ProcessStackStart(servers.PostgreSql.NewDatabase(), servers.RabbitMq.NewVirtualHost(), start), CancellationToken.None);
}
