using DarkSwap.Contracts.Connectivity;
using DarkSwap.Contracts.Wire.Orders;
using DarkSwap.Messaging.Inbox;
using DarkSwap.Orderbook.Domain;
using DarkSwap.Orderbook.Persistence;
using DarkSwap.Orderbook.Requests;
using MassTransit;

namespace DarkSwap.Orderbook.Consumers;

/// <summary>Takes order events of peers into the book and passes on what was news.</summary>
public sealed partial class OrderEventsReceivedConsumer(BookParts parts, ILogger<OrderEventsReceivedConsumer> logger) : IConsumer<OrderEventsReceived>
{
    private const int MaximumEvents = 256;

    public async Task Consume(ConsumeContext<OrderEventsReceived> delivery)
    {
        var message = delivery.Message;
        var cancellationToken = delivery.CancellationToken;
        var network = await parts.Neighbours.GetNetworkAsync(cancellationToken) ?? throw new NetworkUnknownException();
        var own = await parts.Neighbours.GetIdentityAsync(cancellationToken);
        var events = Verify(message, network);
        await InboxTransaction.RunAsync(parts.Context, message.EventId, nameof(OrderEventsReceivedConsumer), parts.TimeProvider, MergeAsync, cancellationToken);
        parts.Signals.BackingMayBeDue();

        async Task MergeAsync(CancellationToken token)
        {
            var news = await parts.Intake.MergeAsync(events, network, own.PeerId, token);
            parts.Writer.Publish(news, message.Sender);
        }
    }

    private List<OrderEvent> Verify(OrderEventsReceived message, string network)
    {
        var now = parts.TimeProvider.GetUtcNow();
        var events = new List<OrderEvent>();
        var refused = 0;
        OrderRefusal last = default;
        parts.Metrics.Received(message.Events.Count);
        foreach (var signed in message.Events.Take(MaximumEvents))
        {
            var read = OrderEventReader.Read(signed, network, now);
            if (read.IsSuccess)
            {
                events.Add(read.Value);
            }
            else
            {
                refused++;
                last = read.Error;
                parts.Metrics.Refused(read.Error);
            }
        }

        if (refused > 0)
        {
            LogRefused(refused, message.Sender, last);
        }

        return events;
    }

    [LoggerMessage(EventId = 2301, Level = LogLevel.Information, Message = "Refused {Count} order events of {Sender}, the last for {Reason}")]
    private partial void LogRefused(int count, string sender, OrderRefusal reason);
}
