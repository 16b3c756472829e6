using System.Diagnostics;
using DarkSwap.Benchmarks.Measurement;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace DarkSwap.Benchmarks.Services;

/// <summary>The broker alone: persistent messages to a durable quorum queue, each confirmed, many under way, and a consumer that acknowledges.</summary>
internal static class RawBroker
{
    private const string Queue = "raw";
    private const int MaximumUnconfirmed = 64;
    private const ushort Prefetch = 256;

    /// <param name="eventsPerMessage">How many events a message counts for.</param>
    public static async Task<LoadResult> MeasureAsync(string broker, byte[] body, int messages, int eventsPerMessage, CancellationToken cancellationToken)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync(cancellationToken);
        await using var publisher = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellationToken);
        await using var receiver = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        await publisher.QueueDeclareAsync(
            Queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }, cancellationToken: cancellationToken);
        await receiver.BasicQosAsync(0, Prefetch, global: false, cancellationToken);
        var consumed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var left = messages;
        var consumer = new AsyncEventingBasicConsumer(receiver);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            await receiver.BasicAckAsync(delivery.DeliveryTag, multiple: false, cancellationToken);
            if (Interlocked.Decrement(ref left) == 0)
            {
                consumed.TrySetResult();
            }
        };
        await receiver.BasicConsumeAsync(Queue, autoAck: false, consumer, cancellationToken);
        var processorTime = FamilyProcessorTime.Now();
        var start = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, messages),
            new ParallelOptions { MaxDegreeOfParallelism = MaximumUnconfirmed, CancellationToken = cancellationToken },
            async (_, token) => await publisher.BasicPublishAsync(string.Empty, Queue, mandatory: true, new BasicProperties { Persistent = true }, body, token));
        await consumed.Task.WaitAsync(cancellationToken);
        return new LoadResult(messages * eventsPerMessage, Stopwatch.GetElapsedTime(start), FamilyProcessorTime.Now() - processorTime, []);
    }
}
