using System.Text.Json;
using DarkSwap.Messaging.DeadLetters;
using DarkSwap.Messaging.Delivery;
using Microsoft.Extensions.Logging;

namespace DarkSwap.Messaging.Outbox;

/// <summary>Delivers the messages of one leased queue, recipient by recipient: one that fails waits, with its later messages, while the others go on.</summary>
internal sealed partial class OutboxQueueRun(OutboxRunContext run)
{
    /// <summary>Stands for the recipient of a message that could not even be read.</summary>
    internal const string EverybodyRecipient = "*";

    private readonly HashSet<string> waiting = new(StringComparer.Ordinal);
    private readonly QueueOutcome outcome = new();

    public async Task<QueueOutcome> DeliverAsync(LeasedQueue queue, CancellationToken cancellationToken)
    {
        var stopAt = queue.LeasedAt + (run.Options.LeaseDuration / 2);
        var next = 0;
        while (next < queue.Messages.Count)
        {
            if (cancellationToken.IsCancellationRequested || outcome.Interruption is not null || run.TimeProvider.GetUtcNow() >= stopAt)
            {
                outcome.TryAgainAt(DateTimeOffset.UnixEpoch);
                break;
            }

            next += await DeliverNextAsync(queue, next, cancellationToken);
        }

        if (queue.Messages.Count == run.Options.MaximumMessagesPerLease && outcome.Finished.Count > 0)
        {
            outcome.TryAgainAt(DateTimeOffset.UnixEpoch);
        }

        return outcome;
    }

    /// <summary>Where bodies are passed on there is one recipient, and nothing to know of single ones.</summary>
    /// <returns>How many messages it was about.</returns>
    private async Task<int> DeliverNextAsync(LeasedQueue queue, int index, CancellationToken cancellationToken)
    {
        if (run.Delivery.PassesBodiesOn && queue.Deliveries.Count == 0 && JoinedMessages.From(queue.Messages, index) is { } joined
            && await TryDeliverTogetherAsync(joined, cancellationToken))
        {
            return joined.Rows.Count;
        }

        await DeliverToAllAsync(queue, queue.Messages[index], cancellationToken);
        return 1;
    }

    /// <returns>False if something is wrong with it, and its parts have to go alone.</returns>
    private async Task<bool> TryDeliverTogetherAsync(JoinedMessages joined, CancellationToken cancellationToken)
    {
        var links = joined.Rows.Skip(1).Select(row => row.TraceParent);
        var (isDelivered, fault) = await SendAsync(joined.Message, run.Delivery.RecipientsOf(joined.Message.MessageType)[0], links, cancellationToken);
        if (isDelivered)
        {
            outcome.Finished.AddRange(joined.Rows.Select(row => row.EventId));
        }

        return fault is null;
    }

    private async Task DeliverToAllAsync(LeasedQueue queue, OutboxMessage row, CancellationToken cancellationToken)
    {
        OutgoingMessage message;
        try
        {
            message = OutgoingMessage.Of(row, run.Delivery.PassesBodiesOn);
        }
        catch (JsonException exception)
        {
            GiveUp(row, EverybodyRecipient, attempts: 1, exception);
            outcome.Finished.Add(row.EventId);
            return;
        }

        var isFinished = true;
        var changed = new List<OutboxDelivery>();
        foreach (var recipient in run.Delivery.RecipientsOf(message.MessageType))
        {
            var progress = queue.Deliveries.GetValueOrDefault((row.EventId, recipient)) ?? new OutboxDelivery { EventId = row.EventId, Recipient = recipient };
            if (progress.IsFinished)
            {
                continue;
            }

            if (MayTry(progress))
            {
                await TryDeliverAsync(row, message, progress, cancellationToken);
                changed.Add(progress);
            }

            if (!progress.IsFinished)
            {
                isFinished = false;
                waiting.Add(recipient);
            }
        }

        if (isFinished)
        {
            outcome.Finished.Add(row.EventId);
        }
        else
        {
            outcome.Changed.AddRange(changed.Where(progress => progress.Attempts > 0 || progress.IsFinished));
        }
    }

    private bool MayTry(OutboxDelivery progress)
    {
        if (waiting.Contains(progress.Recipient))
        {
            return false;
        }

        // A time further away than any back-off was written before the clock was set back.
        var now = run.TimeProvider.GetUtcNow();
        if (progress.NextAttemptAt <= now || progress.NextAttemptAt > now + run.Options.MaximumBackOff)
        {
            return true;
        }

        outcome.TryAgainAt(progress.NextAttemptAt);
        return false;
    }

    private async Task TryDeliverAsync(OutboxMessage row, OutgoingMessage message, OutboxDelivery progress, CancellationToken cancellationToken)
    {
        var (isDelivered, fault) = await SendAsync(message, progress.Recipient, [], cancellationToken);
        progress.IsFinished = isDelivered;
        if (fault is not null)
        {
            Fail(row, progress, fault);
        }
    }

    /// <param name="links">W3C trace contexts of what it tells besides.</param>
    /// <returns>A fault is the message's own; with neither it waits as it is, because the host stops or nothing can be delivered now.</returns>
    private async Task<(bool IsDelivered, Exception? Fault)> SendAsync(OutgoingMessage message, string recipient, IEnumerable<string?> links, CancellationToken cancellationToken)
    {
        var name = message.MessageType.Name;
        var started = run.TimeProvider.GetTimestamp();
        using var activity = MessagingMetrics.StartDelivering(name, message.TraceParent, links);
        using var timeout = new CancellationTokenSource(run.Options.DeliveryTimeout, run.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        Reach("before-deliver", name);
        try
        {
            await run.Delivery.DeliverAsync(activity is null ? message : message with { TraceParent = activity.Id }, recipient, either.Token);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            outcome.TryAgainAt(DateTimeOffset.UnixEpoch);
            return (false, null);
        }
        catch (DeliveryUnavailableException exception)
        {
            outcome.Interrupt(exception);
            return (false, null);
        }
        catch (Exception exception)
        {
            return (false, exception);
        }

        run.Metrics.Delivered(run.Schema, run.TimeProvider.GetElapsedTime(started));
        Reach("after-deliver", name);
        return (true, null);
    }

    private void Fail(OutboxMessage row, OutboxDelivery progress, Exception exception)
    {
        progress.Attempts++;
        run.Metrics.Failed(run.Schema);
        if (progress.Attempts >= run.Options.MaximumAttempts)
        {
            GiveUp(row, progress.Recipient, progress.Attempts, exception);
            progress.IsFinished = true;
            return;
        }

        progress.NextAttemptAt = run.TimeProvider.GetUtcNow() + run.Options.BackOffAfter(progress.Attempts);
        outcome.TryAgainAt(progress.NextAttemptAt);
        LogFailed(run.Logger, exception, run.Schema, row.EventId, row.MessageType, progress.Recipient, progress.Attempts);
    }

    private void GiveUp(OutboxMessage row, string recipient, int attempts, Exception exception)
    {
        outcome.DeadLetters.Add(new DeadLetter
        {
            EventId = row.EventId,
            Recipient = recipient,
            AggregateId = row.AggregateId,
            AggregateVersion = row.AggregateVersion,
            MessageType = row.MessageType,
            Body = row.Body,
            OccurredAt = row.OccurredAt,
            DeadAt = run.TimeProvider.GetUtcNow(),
            Attempts = attempts,
            Reason = DeadLetterReason.Of(exception),
        });
        run.Metrics.Dead(run.Schema);
        LogDead(run.Logger, exception, run.Schema, row.EventId, row.MessageType, recipient, attempts);
    }

    private void Reach(string place, string messageName)
    {
        run.CrashPoints.Reached($"{run.Schema}.{place}");
        run.CrashPoints.Reached($"{run.Schema}.{place}.{messageName}");
    }

    [LoggerMessage(EventId = 1001, Level = LogLevel.Warning, Message = "{Service}: {Recipient} failed on message {EventId} ({MessageType}), try {Attempts}")]
    private static partial void LogFailed(ILogger logger, Exception exception, string service, Guid eventId, string messageType, string recipient, int attempts);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Error, Message = "{Service}: message {EventId} ({MessageType}) is a dead letter for {Recipient} after {Attempts} tries")]
    private static partial void LogDead(ILogger logger, Exception exception, string service, Guid eventId, string messageType, string recipient, int attempts);
}
