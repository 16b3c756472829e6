using DarkSwap.Testing;
using RabbitMQ.Client;

namespace DarkSwap.Shared.Tests.Testing;

[Trait("Category", "Server")]
public sealed class RabbitMqServerTests
{
    [Fact]
    public async Task A_killed_server_starts_again_on_its_port_with_its_messages()
    {
        await using var server = await RabbitMqServer.StartAsync(CancellationToken.None);
        var url = server.NewVirtualHost();
        await using (var connection = await ConnectAsync(url))
        {
            await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
            await channel.QueueDeclareAsync("kept", durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        }

        await server.StopAsync(CancellationToken.None);
        await server.StartAgainAsync(CancellationToken.None);
        await using (var connection = await ConnectAsync(url))
        {
            await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
            await channel.BasicPublishAsync(string.Empty, "kept", mandatory: true, new BasicProperties { Persistent = true }, new byte[] { 42 });
            await server.KillAsync(CancellationToken.None);
        }

        await server.StartAgainAsync(CancellationToken.None);

        await using var again = await ConnectAsync(url);
        await using var reader = await again.CreateChannelAsync();
        (await reader.BasicGetAsync("kept", autoAck: true))!.Body.ToArray().ShouldBe([42]);
    }

    private static Task<IConnection> ConnectAsync(string url) => new ConnectionFactory { Uri = new Uri(url), AutomaticRecoveryEnabled = false }.CreateConnectionAsync();
}
