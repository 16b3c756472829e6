using System.Runtime.Serialization;
using DarkSwap.Messaging.Delivery;
using MassTransit;
using OwnHeaders = DarkSwap.Messaging.Delivery.MessageHeaders;

namespace DarkSwap.Messaging.DeadLetters;

/// <summary>Stores what a consumer has refused too often, or what could not be read, in place of the library's error queue.</summary>
/// <param name="maximumAttempts">How often a consumer was tried by then.</param>
internal sealed class FaultFilter(DeadLetterIntake intake, ConsumerGroup consumers, int maximumAttempts) : IFilter<ExceptionReceiveContext>
{
    public Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        var attempts = context.Exception is SerializationException ? 1 : maximumAttempts;
        return intake.TakeAsync(context, consumers.RecipientOf(context.TransportHeaders.Get<string>(OwnHeaders.MessageType)), DeadLetterReason.Of(context.Exception.GetBaseException()), attempts);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("dead-letter");
}
