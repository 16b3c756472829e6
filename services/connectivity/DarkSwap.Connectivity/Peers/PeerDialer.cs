using System.Collections.Concurrent;
using System.Threading.Channels;
using DarkSwap.Connectivity.Hosting;
using DarkSwap.Connectivity.Messaging;
using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Hosting;
using DarkSwap.Libp2p.Swarm;
using DarkSwap.Primitives;

namespace DarkSwap.Connectivity.Peers;

/// <summary>Keeps the connections that are wanted: bootstrap peers, peers that the operator dialed, and peers that messages wait for.</summary>
internal sealed partial class PeerDialer(
    ILibp2pHost host,
    KnownPeers knownPeers,
    PeerConduct conduct,
    IRandomSource random,
    TimeProvider timeProvider,
    ILogger<PeerDialer> logger) : BackgroundService
{
    /// <summary>Attempts for a peer that is not kept connected, before it is left until it is wanted again.</summary>
    private const int AttemptsForWanted = 8;

    private static readonly TimeSpan DialTimeout = TimeSpan.FromSeconds(10);
    private readonly Channel<PeerId> wanted = Channel.CreateBounded<PeerId>(new BoundedChannelOptions(1_024) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ConcurrentDictionary<PeerId, byte> dialing = new();
    private readonly ConcurrentDictionary<PeerId, byte> kept = new();
    private readonly OwnedTasks tasks = new();

    /// <summary>Asks for a connection to a peer; does nothing while one is being made.</summary>
    public void Want(PeerId peerId) => wanted.Writer.TryWrite(peerId);

    /// <summary>From now on a lost connection to the peer is made again.</summary>
    public void Keep(PeerId peerId)
    {
        kept.TryAdd(peerId, 0);
        host.PeerValues.Protect(peerId, nameof(PeerDialer));
        Want(peerId);
    }

    public bool IsKept(PeerId peerId) => kept.ContainsKey(peerId);

    /// <summary>The peer is no longer redialed.</summary>
    public void Release(PeerId peerId)
    {
        kept.TryRemove(peerId, out _);
        host.PeerValues.Remove(peerId, nameof(PeerDialer));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        host.ConnectionClosed += OnConnectionClosed;
        try
        {
            foreach (var peerId in await knownPeers.ListKeptConnectedAsync(stoppingToken))
            {
                Keep(peerId);
            }

            await foreach (var peerId in wanted.Reader.ReadAllAsync(stoppingToken))
            {
                if (!conduct.IsBanned(peerId) && dialing.TryAdd(peerId, 0))
                {
                    tasks.Add(ConnectAsync(peerId, stoppingToken));
                }
            }
        }
        finally
        {
            host.ConnectionClosed -= OnConnectionClosed;
            await tasks.WhenAllAsync();
        }
    }

    private void OnConnectionClosed(object? sender, ConnectionEventArguments arguments)
    {
        if (arguments.ConnectionsToPeer == 0 && kept.ContainsKey(arguments.Connection.RemotePeer))
        {
            Want(arguments.Connection.RemotePeer);
        }
    }

    private async Task ConnectAsync(PeerId peerId, CancellationToken cancellationToken)
    {
        try
        {
            for (var failures = 1; kept.ContainsKey(peerId) || failures <= AttemptsForWanted; failures++)
            {
                if (host.Connections.Any(connection => connection.RemotePeer == peerId) || await TryDialAsync(peerId, cancellationToken))
                {
                    return;
                }

                await Task.Delay(RedialSchedule.DelayAfter(failures, Jitter()), timeProvider, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            LogStopped(peerId);
        }
        finally
        {
            dialing.TryRemove(peerId, out _);
        }
    }

    private async Task<bool> TryDialAsync(PeerId peerId, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(DialTimeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            await DialAsync(peerId, either.Token);
            return true;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever it is, the network's or the database's: a peer that is wanted is tried again.
            LogFailed(peerId, exception.Message);
            return false;
        }
    }

    /// <summary>By the address that worked last, and if it does not any more by whatever else is remembered of the peer.</summary>
    private async Task DialAsync(PeerId peerId, CancellationToken cancellationToken)
    {
        if (await knownPeers.FindAddressAsync(peerId, cancellationToken) is { } address)
        {
            try
            {
                await host.DialAsync(address, cancellationToken);
                return;
            }
            catch (Exception exception) when (exception is IOException or TimeoutException or NotSupportedException)
            {
                LogFailed(peerId, exception.Message);
            }
        }

        await host.DialAsync(peerId, cancellationToken);
    }

    private byte Jitter()
    {
        Span<byte> bytes = stackalloc byte[1];
        random.Fill(bytes);
        return bytes[0];
    }

    [LoggerMessage(EventId = 2130, Level = LogLevel.Debug, Message = "Could not reach {PeerId}: {Reason}")]
    private partial void LogFailed(PeerId peerId, string reason);

    [LoggerMessage(EventId = 2131, Level = LogLevel.Debug, Message = "Stopped reaching for {PeerId}")]
    private partial void LogStopped(PeerId peerId);
}
