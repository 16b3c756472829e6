using MassTransit;

namespace DarkSwap.Messaging.Delivery;

/// <summary>Lets a message through to its consumer only if that is the recipient which is meant, or none is named.</summary>
internal sealed class RecipientFilter<TMessage>(string consumerName) : IFilter<ConsumeContext<TMessage>>
    where TMessage : class
{
    public Task Send(ConsumeContext<TMessage> context, IPipe<ConsumeContext<TMessage>> next)
    {
        var recipient = context.Headers.Get<string>(MessageHeaders.Recipient);
        return recipient is null || string.Equals(recipient, consumerName, StringComparison.Ordinal) ? next.Send(context) : Task.CompletedTask;
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("recipient");
}
