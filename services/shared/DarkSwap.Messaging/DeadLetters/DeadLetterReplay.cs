using System.Diagnostics;
using System.Text.Json;
using DarkSwap.Messaging.Delivery;
using DarkSwap.Messaging.Outbox;
using DarkSwap.Messaging.Serialization;

namespace DarkSwap.Messaging.DeadLetters;

/// <summary>Delivers dead letters again, each to the one recipient that could not take it. Whoever applied the message after all knows it by its id.</summary>
public sealed class DeadLetterReplay(IMessageDelivery delivery, TimeProvider timeProvider)
{
    private static readonly TimeSpan DeliveryTimeout = TimeSpan.FromSeconds(15);

    public async Task<ReplayResult> ReplayAsync(IDeadLetterStore store, DeadLetterKey key, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(key, cancellationToken) is not { } letter)
        {
            return new(ReplayOutcome.NotFound);
        }

        using var limit = new CancellationTokenSource(DeliveryTimeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await DeliverAsync(letter, either.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new(ReplayOutcome.Failed, DeadLetterReason.Of(exception));
        }

        // A letter that has died again meanwhile is a new one, and stays.
        await store.RemoveAsync(key, letter.DeadAt, cancellationToken);
        return new(ReplayOutcome.Replayed);
    }

    private async Task DeliverAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        var message = MessageSerializer.Deserialize(letter.MessageType, letter.Body);
        if (message.EventId != letter.EventId)
        {
            throw new JsonException("The body is that of another message.");
        }

        var recipients = delivery.RecipientsOf(message.GetType());
        if (letter.Recipient != OutboxQueueRun.EverybodyRecipient)
        {
            recipients = delivery.CanReach(letter.Recipient, message.GetType()) ? [letter.Recipient] : throw new InvalidOperationException($"Nobody called {letter.Recipient} takes this message any more.");
        }

        var outgoing = new OutgoingMessage(message, letter.AggregateId, letter.AggregateVersion, Activity.Current?.Id);
        foreach (var recipient in recipients)
        {
            await delivery.DeliverAsync(outgoing, recipient, cancellationToken);
        }
    }
}
