using DarkSwap.Contracts.Connectivity;
using DarkSwap.Contracts.Wire.Orders;
using DarkSwap.Messaging.Delivery;
using DarkSwap.Orderbook.Domain;
using DarkSwap.Orderbook.Intake;
using DarkSwap.Orderbook.Persistence;
using DarkSwap.Orderbook.Requests;
using MassTransit;

namespace DarkSwap.Orderbook.Consumers;

/// <summary>Takes order events of peers into the book and passes on what was news.</summary>
[SharesCommits]
public sealed partial class OrderEventsReceivedConsumer(BookParts parts, ILogger<OrderEventsReceivedConsumer> logger) : IConsumer<OrderEventsReceived>
{
    public async Task Consume(ConsumeContext<OrderEventsReceived> delivery)
    {
        var message = delivery.Message;
        var cancellationToken = delivery.CancellationToken;
        var network = await parts.Neighbours.GetNetworkAsync(cancellationToken) ?? throw new NetworkUnknownException();
        var own = await parts.Neighbours.GetIdentityAsync(cancellationToken);
        var submission = new OrderSubmission
        {
            Events = Verify(message, network),
            Network = network,
            OwnPeerId = own.PeerId,
            Sender = message.Sender,
            Claim = new MessageClaim(message.EventId, nameof(OrderEventsReceivedConsumer)),
        };
        var submitted = await parts.Intake.SubmitAsync(submission, cancellationToken);
        if (!submitted.IsSuccess)
        {
            throw new OperationCanceledException($"The order book is not taking events now: {submitted.Error}.");
        }
    }

    private List<OrderEvent> Verify(OrderEventsReceived message, string network)
    {
        parts.Metrics.Received(message.Events.Count);
        var refused = 0;
        OrderRefusal last = default;
        var events = new List<OrderEvent>();
        foreach (var read in OrderEventReader.ReadAll([.. message.Events.Take(OrderSubmission.MaximumEvents)], network, parts.TimeProvider.GetUtcNow()))
        {
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
