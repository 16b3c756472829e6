using System.Runtime.Serialization;
using MassTransit;

namespace DarkSwap.Messaging.DeadLetters;

/// <summary>Stores what a consumer has refused too often, or what could not be read, in place of the library's error queue.</summary>
/// <param name="maximumAttempts">How often a consumer was tried by then.</param>
internal sealed class FaultFilter(DeadLetterIntake intake, string recipient, int maximumAttempts) : IFilter<ExceptionReceiveContext>
{
    public Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        var attempts = context.Exception is SerializationException ? 1 : maximumAttempts;
        return intake.TakeAsync(context, recipient, DeadLetterReason.Of(context.Exception.GetBaseException()), attempts);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("dead-letter");
}
