using DarkSwap.Connectivity.Messaging;
using DarkSwap.Connectivity.Orders;
using DarkSwap.Connectivity.Peers;
using DarkSwap.Cryptography;
using DarkSwap.Hosting.Configuration;
using DarkSwap.Hosting.Node;
using DarkSwap.Libp2p.Hosting;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Swarm;
using Microsoft.Extensions.Options;

namespace DarkSwap.Connectivity.Hosting;

/// <summary>Starts the libp2p host with DarkSwap's protocols on it, and closes it when the process stops.</summary>
internal sealed partial class NodeService(
    ILibp2pHost host,
    NodeIdentity identity,
    MessagesProtocol messages,
    OrderbookProtocol orderbook,
    BootstrapPeers bootstrapPeers,
    OwnedTasks tasks,
    IOptions<Libp2pOptions> options,
    ILogger<NodeService> logger) : IHostedLifecycleService, INodeInformation
{
    public string PeerId => identity.PeerId.ToString();

    public IReadOnlyList<string> Addresses => [.. host.AnnouncedAddresses.Select(address => address.WithPeer(identity.PeerId).ToString())];

    /// <summary>Listens before anything else of the process runs: if that is refused, nothing has to be undone.</summary>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var addresses = options.Value.ListenAddresses.Select(Multiaddr.Parse).ToList();
        if (options.Value.ExemptSubnets.Count > 0)
        {
            LogExempt(string.Join(", ", options.Value.ExemptSubnets));
        }

        host.Handle(PeerProtocols.Messages, messages.ServeAsync);
        host.Handle(PeerProtocols.Orderbook, orderbook.ServeAsync);
        host.HandlerFailed += OnHandlerFailed;
        try
        {
            await host.StartAsync(addresses, cancellationToken);
        }
        catch (Exception exception) when (exception is NotSupportedException or IOException or System.Net.Sockets.SocketException)
        {
            throw new StartRefusedException(exception.Message, exception);
        }
    }

    public async Task StartAsync(CancellationToken cancellationToken) =>
        await bootstrapPeers.RememberAsync(options.Value.BootstrapPeers, cancellationToken);

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await host.CloseAsync(cancellationToken);
        host.HandlerFailed -= OnHandlerFailed;
        await tasks.WhenAllAsync();
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void OnHandlerFailed(object? sender, HandlerFailedEventArguments arguments) =>
        LogHandlerFailed(arguments.Exception, arguments.ProtocolId, arguments.RemotePeer);

    [LoggerMessage(EventId = 2099, Level = LogLevel.Warning, Message = "Peers of {Subnets} are not counted by address, subnet and rate: libp2p:exemptSubnets says so")]
    private partial void LogExempt(string subnets);

    [LoggerMessage(EventId = 2100, Level = LogLevel.Warning, Message = "Serving {ProtocolId} to {PeerId} ended early")]
    private partial void LogHandlerFailed(Exception exception, string protocolId, PeerId peerId);
}
