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

    private readonly ConcurrentQueue<string> justConnected = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        channels.Opened += OnPeerConnected;
        try
        {
            while (true)
            {
                var wait = await SendDueAsync(stoppingToken);
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

        var due = await context.OutboundMessages.Where(message => message.NextAttemptAt <= now)
            .OrderBy(message => message.CreatedAt).ThenBy(message => message.Position).Take(BatchSize).ToListAsync(cancellationToken);
        foreach (var message in due)
        {
            Send(context, message, now);
        }

        await context.SaveChangesAsync(cancellationToken);
        if (due.Count == BatchSize)
        {
            return TimeSpan.Zero;
        }

        var next = await context.OutboundMessages.OrderBy(message => message.NextAttemptAt).Select(message => (DateTimeOffset?)message.NextAttemptAt).FirstOrDefaultAsync(cancellationToken);
        var wait = next is { } at ? at - timeProvider.GetUtcNow() : LongestWait;
        return wait <= TimeSpan.Zero ? TimeSpan.Zero : wait < LongestWait ? wait : LongestWait;
    }

    private void Send(ConnectivityDbContext context, OutboundMessage message, DateTimeOffset now)
    {
        if (message.RepeatUntil < now)
        {
            context.OutboundMessages.Remove(message);
            metrics.MessageExpired();
            LogExpired(message.MessageId, message.Recipient, message.Attempts);
            return;
        }

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
}
