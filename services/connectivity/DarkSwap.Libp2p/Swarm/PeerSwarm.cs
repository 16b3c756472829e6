using System.Net.Sockets;
using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Swarm.Addresses;
using DarkSwap.Libp2p.Swarm.Dialing;
using DarkSwap.Libp2p.Transports;

namespace DarkSwap.Libp2p.Swarm;

/// <summary>All connections of a node: listens, dials, upgrades, keeps one preferred connection per peer, and bounds them all.</summary>
internal sealed class PeerSwarm
{
    private readonly PeerId localPeer;
    private readonly ConnectionUpgrader upgrader;
    private readonly SwarmContext context;
    private readonly IReadOnlyList<ITransport> transports;
    private readonly IConnectionGate gate;
    private readonly ConnectionTable table;
    private readonly InboundLimits inboundLimits;
    private readonly SwarmDialer dialer;
    private readonly List<ITransportListener> listeners = [];
    private readonly TaskGroup tasks = new();
    private readonly CancellationTokenSource closing = new();

    internal PeerSwarm(PeerId localPeer, ConnectionUpgrader upgrader, SwarmContext context, IReadOnlyList<ITransport> transports, IConnectionGate gate)
    {
        this.localPeer = localPeer;
        this.upgrader = upgrader;
        this.context = context;
        this.transports = transports;
        this.gate = gate;
        table = new ConnectionTable(localPeer, context.Options);
        inboundLimits = new InboundLimits(context.Options);
        var parts = new SwarmDialerParts
        {
            Transports = transports,
            Upgrader = upgrader,
            AdmitAsync = AdmitAsync,
            Addresses = new AddressPolicy(context.Options.AlsoDialedNetworks),
            Gate = gate,
            Options = context.Options.Dial,
            TimeProvider = context.TimeProvider,
        };
        dialer = new SwarmDialer(parts, table.FindPreferred);
    }

    internal event EventHandler<ConnectionEventArguments>? ConnectionOpened;

    internal event EventHandler<ConnectionEventArguments>? ConnectionClosed;

    internal IReadOnlyList<Multiaddr> ListenAddresses { get; private set; } = [];

    internal IReadOnlyList<SwarmConnection> PreferredConnections => table.PreferredOfEachPeer();

    internal SwarmConnection? FindPreferred(PeerId peerId) => table.FindPreferred(peerId);

    internal IReadOnlyList<SwarmConnection> FindAll(PeerId peerId) => table.FindAll(peerId);

    internal async Task ListenAsync(IReadOnlyList<Multiaddr> addresses, CancellationToken cancellationToken)
    {
        foreach (var address in addresses)
        {
            var transport = transports.FirstOrDefault(candidate => candidate.CanListen(address))
                ?? throw new NotSupportedException($"There is no transport to listen on {address}.");
            var listener = await transport.ListenAsync(address, cancellationToken);
            listeners.Add(listener);
            ListenAddresses = [.. listeners.Select(item => item.Address)];
            tasks.Run(() => AcceptLoopAsync(listener));
        }
    }

    /// <summary>Dials an address as the operator's own.</summary>
    internal Task<SwarmConnection> DialAsync(Multiaddr address, CancellationToken cancellationToken) => address.Peer is { } peerId
        ? DialAsync(peerId, [address], AddressOrigin.Operator, cancellationToken)
        : dialer.DialAsync(address, closing.Token, cancellationToken);

    internal Task<SwarmConnection> DialAsync(PeerId peerId, IReadOnlyList<Multiaddr> addresses, AddressOrigin origin, CancellationToken cancellationToken)
    {
        if (table.FindPreferred(peerId) is { } existing)
        {
            return Task.FromResult(existing);
        }

        return peerId == localPeer
            ? throw new ArgumentException("A node does not dial itself.", nameof(peerId))
            : dialer.DialAsync(peerId, addresses, origin, closing.Token, cancellationToken);
    }

    internal async Task CloseAsync(CancellationToken cancellationToken)
    {
        await closing.CancelAsync();
        foreach (var listener in listeners)
        {
            await listener.DisposeAsync();
        }

        using var grace = new CancellationTokenSource(context.Options.CloseGrace, context.TimeProvider);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(grace.Token, cancellationToken);
        await Task.WhenAll(table.All().Select(connection => connection.CloseAsync(linked.Token)));
        await dialer.WaitAsync();
        await Task.WhenAll(table.All().Select(connection => connection.CloseAsync(linked.Token)));
        await tasks.WaitAsync();
    }

    internal async Task CloseGracefullyAsync(IPeerConnection connection, CancellationToken cancellationToken)
    {
        using var grace = new CancellationTokenSource(context.Options.CloseGrace, context.TimeProvider);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(grace.Token, cancellationToken);
        await connection.CloseAsync(linked.Token);
    }

    private async Task AcceptLoopAsync(ITransportListener listener)
    {
        while (!closing.IsCancellationRequested)
        {
            try
            {
                if (await listener.AcceptAsync(closing.Token) is not { } bare)
                {
                    return;
                }

                tasks.Run(() => AcceptAsync(bare));
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException)
            {
                // Out of file descriptors, or a peer that left at once: the listener lives on, but does not spin.
                await Task.Delay(TimeSpan.FromMilliseconds(50), context.TimeProvider, CancellationToken.None);
            }
        }
    }

    private async Task AcceptAsync(TransportConnection bare)
    {
        if (!gate.MayAccept(bare.RemoteAddress) || table.Count >= context.Options.MaximumConnections || !inboundLimits.TryEnter(bare.RemoteAddress))
        {
            await bare.Stream.DisposeAsync();
            return;
        }

        try
        {
            if (await TryUpgradeInboundAsync(bare) is { } connection)
            {
                await connection.Completion;
            }
        }
        finally
        {
            inboundLimits.Leave(bare.RemoteAddress);
        }
    }

    private async Task<SwarmConnection?> TryUpgradeInboundAsync(TransportConnection bare)
    {
        try
        {
            bare = await bare.PrepareAsync(closing.Token);
            var upgraded = await upgrader.UpgradeInboundAsync(bare, peer => gate.MayConnect(peer, ConnectionDirection.Inbound), closing.Token);
            return await AdmitAsync(upgraded, bare, ConnectionDirection.Inbound);
        }
        catch (Exception exception) when (exception is IOException or TimeoutException or OperationCanceledException or ObjectDisposedException)
        {
            // The peer's handshake failed; nobody here waits for it.
            await bare.Stream.DisposeAsync();
            return null;
        }
        finally
        {
            inboundLimits.EndHandshake();
        }
    }

    private async Task<SwarmConnection> AdmitAsync(UpgradedConnection upgraded, TransportConnection bare, ConnectionDirection direction)
    {
        var connection = new SwarmConnection(context, upgraded, bare, direction);
        if (closing.IsCancellationRequested || !table.TryAdd(connection, out var connectionsToPeer, out var surplus))
        {
            await upgraded.Muxer.DisposeAsync();
            throw new IOException("This node takes no more connections.");
        }

        try
        {
            ConnectionOpened?.Invoke(this, new ConnectionEventArguments(connection, connectionsToPeer));
        }
        finally
        {
            tasks.Run(() => RunAsync(connection));
        }

        if (surplus is not null && connectionsToPeer > context.Options.MaximumConnectionsPerPeer)
        {
            surplus.Abort();
        }
        else if (surplus is not null)
        {
            tasks.Run(() => CloseSurplusAsync(surplus));
        }

        return connection;
    }

    /// <summary>Closes a connection that is not preferred once the peer must know the one that is, so that no stream is opened into the closing.</summary>
    private async Task CloseSurplusAsync(SwarmConnection surplus)
    {
        await Task.Delay(context.Options.SurplusDelay, context.TimeProvider, closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (table.FindPreferred(surplus.RemotePeer) != surplus)
        {
            await CloseGracefullyAsync(surplus, closing.Token);
        }
    }

    private async Task RunAsync(SwarmConnection connection)
    {
        await connection.ServeAsync();
        ConnectionClosed?.Invoke(this, new ConnectionEventArguments(connection, table.Remove(connection)));
        await connection.FinishAsync();
    }
}
