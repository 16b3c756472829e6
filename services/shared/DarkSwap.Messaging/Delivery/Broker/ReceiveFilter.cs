using DarkSwap.Messaging.CrashPoints;
using DarkSwap.Messaging.Outbox;
using MassTransit;
using MassTransit.RabbitMqTransport;

namespace DarkSwap.Messaging.Delivery.Broker;

/// <summary>First of all that happens to a message that the broker hands over: its turn among those of its aggregate, and the trace that it belongs to. The broker hears of it last.</summary>
internal sealed class ReceiveFilter(string service, OrderedDelivery order, ICrashPoints crashPoints) : IFilter<ReceiveContext>
{
    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        var delivery = context.GetPayload<RabbitMqBasicConsumeContext>();
        var channel = context.GetPayload<ChannelContext>().Channel;
        var aggregateId = context.TransportHeaders.Get<string>(MessageHeaders.AggregateId) ?? string.Empty;
        return order.RunAsync(channel, delivery.DeliveryTag, aggregateId, () => ConsumeAsync(context, next));
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("order");

    private async Task ConsumeAsync(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        using var activity = MessagingMetrics.StartConsuming(
            context.TransportHeaders.Get<string>(MessageHeaders.MessageType) ?? "unknown", context.TransportHeaders.Get<string>(MessageHeaders.TraceParent));
        await next.Send(context);
        await context.ReceiveCompleted;
        crashPoints.Reached($"{service}.before-acknowledge");
    }
}
