using MassTransit;
using MassTransit.Mediator;

namespace DarkSwap.Messaging.Delivery;

/// <summary>Delivery to the consumers of this process: a recipient has taken a message over when its consumer returned.</summary>
public sealed class MediatorDelivery(IMediator mediator, ConsumerDirectory directory) : IMessageDelivery
{
    public bool PassesBodiesOn => false;

    public IReadOnlyList<string> RecipientsOf(Type messageType) => directory.RecipientsOf(messageType);

    public bool CanReach(string recipient, Type messageType) => RecipientsOf(messageType).Contains(recipient, StringComparer.Ordinal);

    public Task DeliverAsync(OutgoingMessage message, string recipient, CancellationToken cancellationToken)
    {
        var headers = Pipe.Execute<PublishContext>(context =>
        {
            message.WriteTo(context);
            context.Headers.Set(MessageHeaders.Recipient, recipient);
        });
        return mediator.Publish(message.Message, message.MessageType, headers, cancellationToken);
    }

    public Task WaitUntilAvailableAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
