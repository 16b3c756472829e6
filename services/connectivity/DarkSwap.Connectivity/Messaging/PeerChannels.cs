using System.Collections.Concurrent;
using DarkSwap.Connectivity.Chain;
using DarkSwap.Connectivity.Hosting;
using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Hosting;
using DarkSwap.Libp2p.Swarm;
using Microsoft.Extensions.Options;

namespace DarkSwap.Connectivity.Messaging;

/// <summary>One channel for every connected peer, from its first connection to the end of its last.</summary>
internal sealed partial class PeerChannels(
    ILibp2pHost host,
    Envelopes envelopes,
    NetworkName networkName,
    IOptions<OutgoingQueueOptions> options,
    IOptions<ConnectivityLimits> limits,
    TimeProvider timeProvider,
    ILogger<PeerChannels> logger) : IHostedService
{
    /// <summary>How long a farewell may take to be written.</summary>
    private static readonly TimeSpan FarewellTimeout = TimeSpan.FromSeconds(1);

    private const string GreetingPart = "greeting";
    private const string TradePart = "trade";
    private const int GreetingValue = 10;
    private const int TradeValue = 100;

    private readonly ConcurrentDictionary<PeerId, OpenChannel> channels = new();
    private readonly OwnedTasks tasks = new();
    private volatile bool isStopping;

    /// <summary>Raised on the thread pool when a peer has a channel.</summary>
    public event Action<PeerId>? Opened;

    public IEnumerable<PeerChannel> All => channels.Values.Select(entry => entry.Channel);

    /// <summary>What holds for a peer that has just opened a stream to us, perhaps before its connection was announced.</summary>
    public PeerInbound InboundOf(PeerId peerId)
    {
        Open(peerId);
        return channels.TryGetValue(peerId, out var open) ? open.Inbound : new PeerInbound(limits.Value, timeProvider);
    }

    /// <summary>Cancelled when the peer's last connection has ended.</summary>
    public CancellationToken LifetimeOf(PeerId peerId) => channels.TryGetValue(peerId, out var entry) ? entry.Stop.Token : new CancellationToken(canceled: true);

    public PeerChannel? Find(PeerId peerId) => channels.TryGetValue(peerId, out var entry) ? entry.Channel : null;

    /// <summary>The peer speaks for our network: worth more than one that does not.</summary>
    public void NoteGreeted(PeerId peerId) => SetValue(peerId, GreetingPart, GreetingValue);

    /// <summary>There is a trade with the peer: its connection is among the last to be closed for want of room.</summary>
    public void NoteTrading(PeerId peerId) => SetValue(peerId, TradePart, TradeValue);

    /// <summary>Begins to leave a peer and returns: a protocol handler that leaves is itself on a stream of the connection.</summary>
    public void Leave(PeerId peerId, string reason) => tasks.Add(LeaveAsync(peerId, reason, CancellationToken.None));

    /// <summary>Says why, and ends all connections to the peer.</summary>
    public async Task LeaveAsync(PeerId peerId, string reason, CancellationToken cancellationToken)
    {
        if (channels.TryGetValue(peerId, out var open))
        {
            open.Channel.TrySend(MessagePriority.High, envelopes.Disconnect(reason));
            open.Channel.Finish();
            await Task.WhenAny(open.Ended.Task, Task.Delay(FarewellTimeout, timeProvider, cancellationToken));
        }

        await host.DisconnectAsync(peerId, cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        host.ConnectionOpened += OnConnectionOpened;
        host.ConnectionClosed += OnConnectionClosed;
        foreach (var connection in host.Connections)
        {
            Open(connection.RemotePeer);
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        host.ConnectionOpened -= OnConnectionOpened;
        host.ConnectionClosed -= OnConnectionClosed;
        isStopping = true;
        foreach (var peerId in channels.Keys)
        {
            Close(peerId);
        }

        await tasks.WhenAllAsync();
    }

    private void OnConnectionOpened(object? sender, ConnectionEventArguments arguments) => Open(arguments.Connection.RemotePeer);

    private void OnConnectionClosed(object? sender, ConnectionEventArguments arguments)
    {
        var peerId = arguments.Connection.RemotePeer;
        if (arguments.ConnectionsToPeer > 0)
        {
            return;
        }

        Close(peerId);

        // Events may overtake each other: a new connection may have been announced while the old one's channel was still there.
        if (host.Connections.Any(connection => connection.RemotePeer == peerId))
        {
            Open(peerId);
        }
    }

    private void Open(PeerId peerId)
    {
        if (channels.ContainsKey(peerId))
        {
            return;
        }

        var open = new OpenChannel(new PeerChannel(peerId, host, options.Value, timeProvider, logger), new PeerInbound(limits.Value, timeProvider));
        if (channels.TryAdd(peerId, open))
        {
            tasks.Add(RunAsync(open));
            Opened?.Invoke(peerId);

            // A stream of a peer may come in until the host itself is closed.
            if (isStopping)
            {
                Close(peerId);
            }
        }
    }

    private void Close(PeerId peerId)
    {
        if (channels.TryRemove(peerId, out var entry))
        {
            entry.Stop.Cancel();
            ForgetValue(peerId);
        }
    }

    private void SetValue(PeerId peerId, string part, int value)
    {
        host.PeerValues.Set(peerId, part, value);
        if (!channels.ContainsKey(peerId))
        {
            // The last connection has just ended.
            ForgetValue(peerId);
        }
    }

    private void ForgetValue(PeerId peerId)
    {
        host.PeerValues.Remove(peerId, GreetingPart);
        host.PeerValues.Remove(peerId, TradePart);
    }

    private async Task RunAsync(OpenChannel open)
    {
        try
        {
            var network = await networkName.GetAsync(open.Stop.Token);
            await open.Channel.RunAsync(envelopes.Hello(network), open.Stop.Token);
        }
        catch (OperationCanceledException) when (open.Stop.IsCancellationRequested)
        {
            LogClosed(open.Channel.PeerId);
        }
        finally
        {
            open.Ended.TrySetResult();
        }
    }

    /// <summary>A channel, what stops it, and when it has ended. Nothing here needs to be disposed.</summary>
    private sealed record OpenChannel(PeerChannel Channel, PeerInbound Inbound)
    {
        public CancellationTokenSource Stop { get; } = new();

        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    [LoggerMessage(EventId = 2102, Level = LogLevel.Debug, Message = "Channel to {PeerId} closed")]
    private partial void LogClosed(PeerId peerId);
}
