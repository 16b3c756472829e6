using System.Collections.Concurrent;
using DarkSwap.Connectivity.Messaging;
using DarkSwap.Connectivity.Peers;
using DarkSwap.Connectivity.Persistence;
using DarkSwap.Connectivity.Telemetry;
using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Cryptography;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Connectivity.Delivery;

/// <summary>Sends stored messages to their recipients again and again until they are acknowledged or their time is over.</summary>
internal sealed partial class DeliveryWorker(
    IDbContextFactory<ConnectivityDbContext> contexts,
    PeerChannels channels,
    PeerDialer dialer,
    DeliverySignal signal,
    ConnectivityMetrics metrics,
    TimeProvider timeProvider,
    ILogger<DeliveryWorker> logger) : BackgroundService
{
    private const int BatchSize = 256;

    /// <summary>Longest sleep, so that what a signal missed is found all the same.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);

    /// <summary>How long a message waits for its recipient to be connected before it is looked at again.</summary>
    private static readonly TimeSpan DisconnectedDelay = TimeSpan.FromSeconds(15);

    /// <summary>Wait after the database failed, which it may do for minutes.</summary>
    private static readonly TimeSpan FailureDelay = TimeSpan.FromSeconds(1);

    private readonly ConcurrentQueue<string> justConnected = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        channels.Opened += OnPeerConnected;
        try
        {
            while (true)
            {
                var wait = await TrySendDueAsync(stoppingToken);
                using var timer = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                await Task.WhenAny(signal.WaitAsync(timer.Token), Task.Delay(wait, timeProvider, timer.Token));
                stoppingToken.ThrowIfCancellationRequested();
                await timer.CancelAsync();
            }
        }
        finally
        {
            channels.Opened -= OnPeerConnected;
        }
    }

    private void OnPeerConnected(PeerId peerId)
    {
        justConnected.Enqueue(peerId.ToString());
        signal.Set();
    }

    private async Task<TimeSpan> TrySendDueAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await SendDueAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(exception);
            return FailureDelay;
        }
    }

    /// <summary>Sends what is due and returns how long nothing more will be.</summary>
    private async Task<TimeSpan> SendDueAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var now = timeProvider.GetUtcNow();
        while (justConnected.TryDequeue(out var peer))
        {
            await context.OutboundMessages.Where(message => message.Recipient == peer)
                .ExecuteUpdateAsync(update => update.SetProperty(message => message.NextAttemptAt, now), cancellationToken);
        }

        var due = await context.OutboundMessages.AsNoTracking().Where(message => message.NextAttemptAt <= now)
            .OrderBy(message => message.CreatedAt).ThenBy(message => message.Position).Take(BatchSize).ToListAsync(cancellationToken);
        var expired = due.Where(message => message.RepeatUntil < now).ToList();
        foreach (var message in expired)
        {
            metrics.MessageExpired();
            LogExpired(message.MessageId, message.Recipient, message.Attempts);
        }

        var repeated = due.Except(expired).ToList();
        foreach (var message in repeated)
        {
            Send(message, now);
        }

        await SaveAsync(context, expired, repeated, cancellationToken);
        if (due.Count == BatchSize)
        {
            return TimeSpan.Zero;
        }

        var next = await context.OutboundMessages.OrderBy(message => message.NextAttemptAt).Select(message => (DateTimeOffset?)message.NextAttemptAt).FirstOrDefaultAsync(cancellationToken);
        var wait = next is { } at ? at - timeProvider.GetUtcNow() : LongestWait;
        return wait <= TimeSpan.Zero ? TimeSpan.Zero : wait < LongestWait ? wait : LongestWait;
    }

    /// <summary>By statements that pass over messages which were acknowledged, and so deleted, meanwhile.</summary>
    private static async Task SaveAsync(ConnectivityDbContext context, List<OutboundMessage> expired, List<OutboundMessage> repeated, CancellationToken cancellationToken)
    {
        if (expired.Count > 0)
        {
            var ids = expired.ConvertAll(message => message.MessageId);
            await context.OutboundMessages.Where(message => ids.Contains(message.MessageId)).ExecuteDeleteAsync(cancellationToken);
        }

        foreach (var alike in repeated.GroupBy(message => (message.Attempts, message.NextAttemptAt)))
        {
            var ids = alike.Select(message => message.MessageId).ToList();
            await context.OutboundMessages.Where(message => ids.Contains(message.MessageId)).ExecuteUpdateAsync(
                update => update.SetProperty(message => message.Attempts, alike.Key.Attempts).SetProperty(message => message.NextAttemptAt, alike.Key.NextAttemptAt),
                cancellationToken);
        }
    }

    private void Send(OutboundMessage message, DateTimeOffset now)
    {
        var peerId = PeerId.Parse(message.Recipient);
        if (channels.Find(peerId) is not { } channel)
        {
            dialer.Want(peerId);
            message.NextAttemptAt = now + DisconnectedDelay;
            return;
        }

        if (channel.TrySend(MessagePriority.High, Envelope.Parser.ParseFrom(message.Envelope)))
        {
            message.Attempts++;
            metrics.MessageSent(isRepetition: message.Attempts > 1);
            message.NextAttemptAt = now + DeliverySchedule.DelayAfter(message.Attempts);
        }
        else
        {
            message.NextAttemptAt = now + DeliverySchedule.DelayAfter(1);
        }
    }

    [LoggerMessage(EventId = 2120, Level = LogLevel.Warning, Message = "Message {MessageId} to {PeerId} was never acknowledged and is given up after {Attempts} attempts")]
    private partial void LogExpired(Guid messageId, string peerId, int attempts);

    [LoggerMessage(EventId = 2121, Level = LogLevel.Error, Message = "Sending stored messages failed; trying again")]
    private partial void LogFailed(Exception exception);
}
