using MassTransit;

namespace DarkSwap.Messaging.DeadLetters;

/// <summary>Stores what a consumer has refused too often, or what could not be read, in place of the library's error queue.</summary>
internal sealed class FaultFilter(DeadLetterIntake intake, string recipient) : IFilter<ExceptionReceiveContext>
{
    public Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        var cause = context.Exception.GetBaseException();
        var attempts = context.ExceptionHeaders.Get<int>(MassTransit.MessageHeaders.FaultRetryCount) ?? 0;
        return intake.TakeAsync(context, recipient, $"{cause.GetType().FullName}: {cause.Message}", attempts + 1);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("dead-letter");
}
