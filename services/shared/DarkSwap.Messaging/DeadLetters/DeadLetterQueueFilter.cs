using System.Text;
using DarkSwap.Messaging.Delivery.Broker;
using MassTransit;
using OwnHeaders = DarkSwap.Messaging.Delivery.MessageHeaders;

namespace DarkSwap.Messaging.DeadLetters;

/// <summary>Takes what the broker itself gave up: messages that killed too many processes, or that were refused.</summary>
internal sealed class DeadLetterQueueFilter(DeadLetterIntake intake, BrokerConsumers consumers, int deliveryLimit) : IFilter<ReceiveContext>
{
    private const string FirstQueue = "x-first-death-queue";
    private const string FirstReason = "x-first-death-reason";

    /// <summary>The end of the way: no further filter sees the message.</summary>
    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        var queue = HeaderOf(context, FirstQueue);
        var reason = HeaderOf(context, FirstReason) ?? "unknown";
        return intake.TakeAsync(context, queue is null ? "unknown" : consumers.RecipientOf(queue, context.TransportHeaders.Get<string>(OwnHeaders.MessageType)), $"The broker gave it up: {reason}.", deliveryLimit);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("dead-letter");

    private static string? HeaderOf(ReceiveContext context, string name) =>
        context.GetPayload<RabbitMqBasicConsumeContext>().Properties.Headers?.TryGetValue(name, out var value) == true
            ? value as string ?? (value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : null)
            : null;
}
