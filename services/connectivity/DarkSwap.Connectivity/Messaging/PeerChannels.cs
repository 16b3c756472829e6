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
    TimeProvider timeProvider,
    ILogger<PeerChannels> logger) : IHostedService
{
    private readonly ConcurrentDictionary<PeerId, (PeerChannel Channel, CancellationTokenSource Stop)> channels = new();
    private readonly OwnedTasks tasks = new();

    /// <summary>Raised on the thread pool when a peer has a channel.</summary>
    public event Action<PeerId>? Opened;

    public IEnumerable<PeerChannel> All => channels.Values.Select(entry => entry.Channel);

    public PeerChannel? Find(PeerId peerId) => channels.TryGetValue(peerId, out var entry) ? entry.Channel : null;

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
        foreach (var peerId in channels.Keys)
        {
            Close(peerId);
        }

        await tasks.WhenAllAsync();
    }

    private void OnConnectionOpened(object? sender, ConnectionEventArguments arguments) => Open(arguments.Connection.RemotePeer);

    private void OnConnectionClosed(object? sender, ConnectionEventArguments arguments)
    {
        if (arguments.ConnectionsToPeer == 0)
        {
            Close(arguments.Connection.RemotePeer);
        }
    }

    private void Open(PeerId peerId)
    {
        var channel = new PeerChannel(peerId, host, options.Value, timeProvider, logger);
        var stop = new CancellationTokenSource();
        if (!channels.TryAdd(peerId, (channel, stop)))
        {
            stop.Dispose();
            return;
        }

        tasks.Add(RunAsync(channel, stop));
        Opened?.Invoke(peerId);
    }

    private void Close(PeerId peerId)
    {
        if (channels.TryRemove(peerId, out var entry))
        {
            entry.Stop.Cancel();
        }
    }

    private async Task RunAsync(PeerChannel channel, CancellationTokenSource stop)
    {
        using (stop)
        {
            try
            {
                var network = await networkName.GetAsync(stop.Token);
                await channel.RunAsync(envelopes.Hello(network), stop.Token);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                LogClosed(channel.PeerId);
            }
        }
    }

    [LoggerMessage(EventId = 2102, Level = LogLevel.Debug, Message = "Channel to {PeerId} closed")]
    private partial void LogClosed(PeerId peerId);
}
