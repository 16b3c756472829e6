using DarkSwap.Messaging.Inbox;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Shared.Tests.Messaging.Samples;

public sealed class FirstConsumer(SampleDbContext context, SampleFaults faults) : IConsumer<SampleHappened>
{
    public async Task Consume(ConsumeContext<SampleHappened> delivery)
    {
        faults.Receive(nameof(FirstConsumer), delivery.Message);
        await InboxTransaction.RunAsync(context, delivery.Message.EventId, nameof(FirstConsumer), ApplyAsync, delivery.CancellationToken);

        async Task ApplyAsync(CancellationToken cancellationToken)
        {
            var message = delivery.Message;
            var effect = await context.Effects.SingleOrDefaultAsync(row => row.Aggregate == message.Aggregate && row.Number == message.Number, cancellationToken);
            if (effect is null)
            {
                effect = new SampleEffect { Aggregate = message.Aggregate, Number = message.Number, Amount = message.Amount, AppliedAt = message.OccurredAt };
                context.Effects.Add(effect);
            }

            effect.Times++;
        }
    }
}
