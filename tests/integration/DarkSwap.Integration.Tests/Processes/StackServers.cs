using DarkSwap.Testing;

namespace DarkSwap.Integration.Tests.Processes;

/// <summary>One PostgreSQL and one RabbitMQ for all tests of process stacks; each stack has a database and a virtual host of its own. They are the tests' own, so that they can be killed.</summary>
public sealed class StackServers : IAsyncLifetime
{
    private PostgreSqlServer? postgreSql;
    private RabbitMqServer? rabbitMq;

    public PostgreSqlServer PostgreSql => postgreSql ?? throw new InvalidOperationException("The servers have not been started.");

    public RabbitMqServer RabbitMq => rabbitMq ?? throw new InvalidOperationException("The servers have not been started.");

    public async Task InitializeAsync()
    {
        var starting = RabbitMqServer.StartOwnAsync(CancellationToken.None);
        postgreSql = await PostgreSqlServer.StartOwnAsync(CancellationToken.None);
        rabbitMq = await starting;
    }

    public async Task DisposeAsync()
    {
        foreach (var server in new IAsyncDisposable?[] { rabbitMq, postgreSql })
        {
            if (server is not null)
            {
                await server.DisposeAsync();
            }
        }
    }
}
