using DarkSwap.Testing;

namespace DarkSwap.Shared.Tests.Messaging.Bus;

/// <summary>One RabbitMQ server for all tests of a collection; each test has a virtual host of its own.</summary>
public sealed class RabbitMqFixture : IAsyncLifetime
{
    public const string Collection = "RabbitMQ";

    public RabbitMqServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await RabbitMqServer.StartAsync(CancellationToken.None);

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
