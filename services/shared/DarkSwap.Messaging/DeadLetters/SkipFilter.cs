using MassTransit;

namespace DarkSwap.Messaging.DeadLetters;

/// <summary>Stores what no consumer of the queue takes, in place of the library's queue of skipped messages.</summary>
internal sealed class SkipFilter(DeadLetterIntake intake, string recipient) : IFilter<ReceiveContext>
{
    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next) =>
        intake.TakeAsync(context, recipient, "Nobody in this queue takes messages of this type.", attempts: 1);

    public void Probe(ProbeContext context) => context.CreateFilterScope("dead-letter");
}
