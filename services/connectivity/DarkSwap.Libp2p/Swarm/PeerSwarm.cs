using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Swarm.Addresses;
using DarkSwap.Libp2p.Swarm.Dialing;
using DarkSwap.Libp2p.Swarm.Pool;
using DarkSwap.Libp2p.Swarm.Resources;
using DarkSwap.Libp2p.Transports;

namespace DarkSwap.Libp2p.Swarm;

/// <summary>All connections of a node: listens, dials, upgrades, keeps one preferred connection per peer, and bounds them all.</summary>
internal sealed class PeerSwarm
{
    private readonly PeerId localPeer;
    private readonly SwarmContext context;
    private readonly ConnectionTable table;
    private readonly ConnectionPool pool;
    private readonly SwarmListener listener;
    private readonly SwarmDialer dialer;
    private readonly TaskGroup tasks = new();
    private readonly CancellationTokenSource closing = new();
    private int isPruning;

    internal PeerSwarm(SwarmParts parts)
    {
        localPeer = parts.LocalPeer;
        context = parts.Context;
        table = new ConnectionTable(localPeer, context.Options);
        pool = new ConnectionPool(table, context.Options.Pool, context.TimeProvider);
        listener = new SwarmListener(parts, AdmitAsync);
        dialer = new SwarmDialer(parts, AdmitAsync, table.FindPreferred);
    }

    internal event EventHandler<ConnectionEventArguments>? ConnectionOpened;

    internal event EventHandler<ConnectionEventArguments>? ConnectionClosed;

    internal IReadOnlyList<Multiaddr> ListenAddresses => listener.Addresses;

    internal PeerValues Values => pool.Values;

    internal IReadOnlyList<SwarmConnection> PreferredConnections => table.PreferredOfEachPeer();

    internal SwarmConnection? FindPreferred(PeerId peerId) => table.FindPreferred(peerId);

    internal IReadOnlyList<SwarmConnection> FindAll(PeerId peerId) => table.FindAll(peerId);

    internal Task ListenAsync(IReadOnlyList<Multiaddr> addresses, CancellationToken cancellationToken) => listener.ListenAsync(addresses, cancellationToken);

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

    internal async Task<ConnectionLease> LeaseAsync(PeerId peerId, IReadOnlyList<Multiaddr> addresses, AddressOrigin origin, CancellationToken cancellationToken) =>
        new(await DialAsync(peerId, addresses, origin, cancellationToken));

    internal async Task CloseAsync(CancellationToken cancellationToken)
    {
        closing.Cancel();
        await listener.DisposeAsync();
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

    private async Task<SwarmConnection> AdmitAsync(UpgradedConnection upgraded, TransportConnection bare, ConnectionDirection direction, ConnectionPermit permit)
    {
        var connection = new SwarmConnection(context, upgraded, bare, direction, permit);
        if (closing.IsCancellationRequested || !table.TryAdd(connection, out var connectionsToPeer, out var surplus))
        {
            await upgraded.Muxer.DisposeAsync();
            throw new IOException("This node takes no more connections.");
        }

        if (Interlocked.Exchange(ref isPruning, 1) == 0)
        {
            tasks.Run(() => pool.RunAsync(surplus => tasks.Run(() => CloseGracefullyAsync(surplus, closing.Token)), closing.Token));
        }

        pool.NoteOpened();
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
        await Task.Delay(context.Options.SurplusDelay, context.TimeProvider, closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
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
