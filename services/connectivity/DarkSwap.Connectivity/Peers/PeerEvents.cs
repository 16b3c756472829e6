using System.Threading.Channels;
using DarkSwap.Connectivity.Persistence;
using DarkSwap.Contracts;
using DarkSwap.Contracts.Connectivity;
using DarkSwap.Libp2p.Hosting;
using DarkSwap.Libp2p.Swarm;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Connectivity.Peers;

/// <summary>Tells the other services who came and went, and remembers addresses that worked.</summary>
internal sealed partial class PeerEvents(
    ILibp2pHost host,
    KnownPeers knownPeers,
    IDbContextFactory<ConnectivityDbContext> contexts,
    TimeProvider timeProvider,
    ILogger<PeerEvents> logger) : BackgroundService
{
    /// <summary>Wait after the database failed, which it may do for minutes.</summary>
    private static readonly TimeSpan FailureDelay = TimeSpan.FromSeconds(1);

    private readonly Channel<(IPeerConnection Connection, bool IsOpen)> changes =
        Channel.CreateBounded<(IPeerConnection, bool)>(new BoundedChannelOptions(4_096) { FullMode = BoundedChannelFullMode.DropOldest });

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        host.ConnectionOpened += OnOpened;
        host.ConnectionClosed += OnClosed;
        foreach (var connection in host.Connections)
        {
            changes.Writer.TryWrite((connection, true));
        }

        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        host.ConnectionOpened -= OnOpened;
        host.ConnectionClosed -= OnClosed;
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (connection, isOpen) in changes.Reader.ReadAllAsync(stoppingToken))
        {
            var message = MessageOf(connection, isOpen);
            while (!await TryTellAsync(connection, isOpen, message, stoppingToken))
            {
                await Task.Delay(FailureDelay, timeProvider, stoppingToken);
            }
        }
    }

    private IMessage MessageOf(IPeerConnection connection, bool isOpen)
    {
        var peerId = connection.RemotePeer.ToString();
        var now = timeProvider.GetUtcNow();
        return isOpen
            ? new PeerConnected
            {
                EventId = Guid.CreateVersion7(now),
                OccurredAt = now,
                PeerId = peerId,
                Address = connection.RemoteAddress.ToString(),
                IsInbound = connection.Direction == ConnectionDirection.Inbound,
            }
            : new PeerDisconnected { EventId = Guid.CreateVersion7(now), OccurredAt = now, PeerId = peerId };
    }

    private async Task<bool> TryTellAsync(IPeerConnection connection, bool isOpen, IMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            if (!await context.OutboxMessages.AnyAsync(stored => stored.EventId == message.EventId, cancellationToken))
            {
                context.AddToOutbox(message, $"connection:{connection.RemotePeer}");
                await context.SaveChangesAsync(cancellationToken);
            }

            // An inbound connection comes from a passing port; only addresses that were dialed are worth remembering.
            if (isOpen && connection.Direction == ConnectionDirection.Outbound)
            {
                await knownPeers.RememberAsync(connection.RemotePeer, connection.RemoteAddress.WithPeer(connection.RemotePeer), isKeptConnected: false, cancellationToken);
            }

            return true;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(exception);
            return false;
        }
    }

    private void OnOpened(object? sender, ConnectionEventArguments arguments)
    {
        if (arguments.ConnectionsToPeer == 1)
        {
            changes.Writer.TryWrite((arguments.Connection, true));
        }
    }

    private void OnClosed(object? sender, ConnectionEventArguments arguments)
    {
        if (arguments.ConnectionsToPeer == 0)
        {
            changes.Writer.TryWrite((arguments.Connection, false));
        }
    }

    [LoggerMessage(EventId = 2132, Level = LogLevel.Error, Message = "Telling of a connection failed; trying again")]
    private partial void LogFailed(Exception exception);
}
