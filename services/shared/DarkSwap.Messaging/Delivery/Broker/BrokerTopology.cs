using MassTransit.RabbitMqTransport;
using RabbitMQ.Client;

namespace DarkSwap.Messaging.Delivery.Broker;

/// <summary>Declares every queue that this process's messages go to, the way its consumer does too: exchange of the type → exchange of the queue → queue.</summary>
internal sealed class BrokerTopology(IReadOnlyList<Subscription> subscriptions, BusOptions options)
{
    private static readonly RabbitMqMessageNameFormatter Names = new();

    public static string ExchangeOf(Type messageType) => Names.GetMessageName(messageType);

    public async Task DeclareAsync(IConnection connection, CancellationToken cancellationToken)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        foreach (var service in subscriptions.Select(subscription => subscription.Service).Distinct())
        {
            await channel.QueueDeclareAsync(BusQueues.DeadLettersOf(service), durable: true, exclusive: false, autoDelete: false, BusQueues.DeadLetterArguments(), cancellationToken: cancellationToken);
        }

        foreach (var subscription in subscriptions)
        {
            await DeclareAsync(channel, subscription, cancellationToken);
        }
    }

    private async Task DeclareAsync(IChannel channel, Subscription subscription, CancellationToken cancellationToken)
    {
        var queue = subscription.Queue;
        var arguments = subscription.IsForQuestions ? BusQueues.QuestionArguments(options.QuestionQueueExpiry) : BusQueues.ArgumentsOf(subscription.Service, options.DeliveryLimit);
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: cancellationToken);
        await channel.ExchangeDeclareAsync(queue, ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);
        await channel.QueueBindAsync(queue, queue, string.Empty, cancellationToken: cancellationToken);
        foreach (var messageType in subscription.MessageTypes)
        {
            var exchange = ExchangeOf(messageType);
            await channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);
            await channel.ExchangeBindAsync(queue, exchange, string.Empty, cancellationToken: cancellationToken);
        }
    }
}
