using DarkSwap.Messaging.Delivery;
using MassTransit;
using OwnHeaders = DarkSwap.Messaging.Delivery.MessageHeaders;

namespace DarkSwap.Messaging.DeadLetters;

/// <summary>Stores what no consumer of the queue takes, in place of the library's queue of skipped messages.</summary>
internal sealed class SkipFilter(DeadLetterIntake intake, ConsumerGroup consumers) : IFilter<ReceiveContext>
{
    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next) =>
        intake.TakeAsync(context, consumers.RecipientOf(context.TransportHeaders.Get<string>(OwnHeaders.MessageType)), "Nobody in this queue takes messages of this type.", attempts: 1);

    public void Probe(ProbeContext context) => context.CreateFilterScope("dead-letter");
}
