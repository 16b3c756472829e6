using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.Options;

namespace DarkSwap.Messaging.Delivery.Broker;

/// <summary>Delivery to the broker: it has taken a message over when it confirms that the message is in all of its queues.</summary>
public sealed class BrokerDelivery(IBus bus, BrokerWatch watch, BrokerConsumers consumers, IOptions<BusOptions> options) : IMessageDelivery
{
    /// <summary>The one recipient of an outbox: from here on the queues keep the consumers apart.</summary>
    public const string Recipient = "bus";

    private static readonly IReadOnlyList<string> Recipients = [Recipient];
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromMilliseconds(500);

    public bool PassesBodiesOn => true;

    public IReadOnlyList<string> RecipientsOf(Type messageType) => Recipients;

    public bool CanReach(string recipient, Type messageType) => recipient == Recipient || consumers.FindQueue(recipient) is not null;

    public async Task DeliverAsync(OutgoingMessage message, string recipient, CancellationToken cancellationToken)
    {
        if (!watch.IsAvailable)
        {
            throw new DeliveryUnavailableException("The broker is away.");
        }

        using var limit = new CancellationTokenSource(options.Value.ConfirmTimeout, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await SendAsync(message, recipient, either.Token);
        }
        catch (Exception exception) when (exception is not JsonException and not NotSupportedException)
        {
            // Every stored message can be written to the wire, so what fails, or takes longer than the outbox allows, is the way there.
            throw new DeliveryUnavailableException($"The broker did not confirm: {exception.Message}", exception);
        }
    }

    public async Task WaitUntilAvailableAsync(CancellationToken cancellationToken)
    {
        if (watch.IsAvailable)
        {
            await Task.Delay(PauseAfterFault, TimeProvider.System, cancellationToken);
        }

        await watch.WaitUntilAvailableAsync(cancellationToken);
    }

    private async Task SendAsync(OutgoingMessage message, string recipient, CancellationToken cancellationToken)
    {
        var exchange = consumers.FindQueue(recipient) ?? BrokerTopology.ExchangeOf(message.MessageType);
        var endpoint = await bus.GetSendEndpoint(new Uri($"exchange:{exchange}"));
        if (message.Body is { } body)
        {
            var asStored = Pipe.Execute<SendContext>(context =>
            {
                message.WriteTo(context);
                context.SupportedMessageTypes = [MessageUrn.ForTypeString(message.MessageType)];
            });
            await endpoint.Send(body, asStored, cancellationToken);
            return;
        }

        await endpoint.Send(message.Message, message.MessageType, Pipe.Execute<SendContext>(message.WriteTo), cancellationToken);
    }
}
