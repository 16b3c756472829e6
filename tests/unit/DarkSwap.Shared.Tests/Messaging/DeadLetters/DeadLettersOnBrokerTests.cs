using System.Text;
using DarkSwap.Messaging.Delivery.Broker;
using DarkSwap.Shared.Tests.Messaging.Bus;
using DarkSwap.Shared.Tests.Messaging.Samples;
using DarkSwap.Testing.Hosting;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace DarkSwap.Shared.Tests.Messaging.DeadLetters;

[Collection(RabbitMqFixture.Collection)]
[Trait("Category", "Server")]
public sealed class DeadLettersOnBrokerTests(RabbitMqFixture fixture) : DeadLetterTests
{
    private const string Queue = "darkswap.sample.second";

    private readonly string broker = fixture.Server.NewVirtualHost();

    [Fact]
    public async Task What_nobody_knows_and_what_nobody_can_read_are_dead_letters_too()
    {
        await using var host = await StartAsync();
        await using var connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        const string Unknown = """{"messageId":"01976a00-0000-7000-8000-000000000007","messageType":["urn:message:Gone:Type"],"message":{"text":"\u0000"}}""";

        await channel.BasicPublishAsync(Queue, string.Empty, mandatory: true, new BasicProperties { ContentType = "application/vnd.masstransit+json" }, Encoding.UTF8.GetBytes(Unknown));
        await channel.BasicPublishAsync(Queue, string.Empty, mandatory: true, new BasicProperties { ContentType = "application/vnd.masstransit+json" }, Encoding.UTF8.GetBytes("no JSON\0 at all"));

        var letters = (await WaitForLettersAsync(host, 2)).EnumerateArray().ToList();
        letters.ShouldAllBe(letter => letter.GetProperty("recipient").GetString() == typeof(SecondConsumer).FullName);
        letters.ShouldContain(letter => letter.GetProperty("messageType").GetString() == "urn:message:Gone:Type");
        letters.ShouldContain(letter => letter.GetProperty("messageType").GetString() == "unknown");
    }

    [Fact]
    public async Task What_the_broker_gives_up_is_a_dead_letter_of_the_queue_it_was_in()
    {
        await using var host = await StartAsync();
        await using var connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync("given-up", durable: true, exclusive: false, autoDelete: false, BusQueues.ArgumentsOf(SampleModule.Name, deliveryLimit: 1));
        await channel.BasicPublishAsync(string.Empty, "given-up", mandatory: true, new BasicProperties(), Encoding.UTF8.GetBytes("deadly"));

        // Somebody who dies of it again and again.
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) => await channel.BasicNackAsync(delivery.DeliveryTag, multiple: false, requeue: true);
        await channel.BasicConsumeAsync("given-up", autoAck: false, consumer);

        var letter = await WaitForLetterAsync(host);
        letter.GetProperty("recipient").GetString().ShouldBe("given-up");
        letter.GetProperty("reason").GetString().ShouldBe("The broker gave it up: delivery_limit.");
    }

    protected override async Task<ModuleTestHost> StartAsync()
    {
        var host = await ModuleTestHost.StartAsync<SampleModule>(
            new ModuleTestHostOptions { Settings = new() { ["broker"] = broker, ["Bus:MaximumAttempts"] = "2" } }, CancellationToken.None);
        await host.WaitForBrokerAsync();
        return host;
    }
}
