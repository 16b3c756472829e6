using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Identify;
using DarkSwap.Libp2p.Identity.Store;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Muxing;
using DarkSwap.Libp2p.Muxing.Mplex;
using DarkSwap.Libp2p.Muxing.Yamux;
using DarkSwap.Libp2p.Perf;
using DarkSwap.Libp2p.Ping;
using DarkSwap.Libp2p.Security;
using DarkSwap.Libp2p.Security.Noise;
using DarkSwap.Libp2p.Security.Tls;
using DarkSwap.Libp2p.Swarm;
using DarkSwap.Libp2p.Swarm.Addresses;
using DarkSwap.Libp2p.Swarm.Pool;
using DarkSwap.Libp2p.Swarm.Resources;
using DarkSwap.Libp2p.Transports;
using DarkSwap.Libp2p.Transports.WebSockets;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Hosting;

/// <inheritdoc cref="ILibp2pHost"/>
public sealed class Libp2pHost : ILibp2pHost
{
    private readonly Libp2pHostOptions options;
    private readonly ProtocolTable protocols = new();
    private readonly TransportSet transports;
    private readonly PeerSwarm swarm;
    private readonly ResourceManager resources;
    private readonly IdentifyService identify;
    private readonly ObservedAddresses observed;
    private readonly IdentityPusher pusher;
    private readonly PingService ping;
    private readonly PerfService perf;
    private readonly NoiseSecurity noise;
    private readonly TlsSecurity tls;
    private readonly PeerMemory memory;
    private readonly TaskGroup tasks = new();
    private readonly CancellationTokenSource closing = new();
    private long failedExchanges;
    private int isClosed;

    /// <param name="privateKey">The node's identity; stays the caller's to dispose, after the host.</param>
    public Libp2pHost(PrivateKey privateKey, Libp2pHostOptions options, IConnectionGate gate, IRandomSource randomSource, TimeProvider timeProvider)
    {
        this.options = options;
        LocalPeer = PeerId.FromPublicKey(privateKey.PublicKey);
        resources = new ResourceManager(options.Swarm.Resources, options.Swarm.MaximumConnections, timeProvider);
        var context = new SwarmContext(options.Swarm, protocols, resources, timeProvider, failure => HandlerFailed?.Invoke(this, failure));
        IReadOnlyList<IMuxerFactory> muxers = Choose<IMuxerFactory>(
            [new YamuxMuxerFactory(options.Swarm.Yamux, timeProvider), new MplexMuxerFactory(options.Swarm.Mplex, timeProvider)], options.Muxers, muxer => muxer.ProtocolId);
        IReadOnlyList<string> muxerIds = [.. muxers.Select(muxer => muxer.ProtocolId)];
        noise = new NoiseSecurity(privateKey, muxerIds, randomSource);
        tls = new TlsSecurity(privateKey, muxerIds, timeProvider);
        var security = options.SecurityInstead.Count > 0 ? options.SecurityInstead : Choose<ISecurityProtocol>(
            [noise, tls], options.SecurityProtocols, protocol => protocol.ProtocolId);
        var upgrader = new ConnectionUpgrader(LocalPeer, security, muxers, options.Swarm, timeProvider);
        memory = new PeerMemory(options.PeerStore ?? new PeerStore(new PeerStoreOptions(), timeProvider));
        transports = new TransportSet(options.Transports, randomSource, timeProvider);
        swarm = new PeerSwarm(new SwarmParts
        {
            LocalPeer = LocalPeer,
            Transports = transports.Transports,
            Upgrader = upgrader,
            Gate = gate,
            Context = context,
            ReportDialFailure = address => memory.NoteFailure(address),
        });
        swarm.ConnectionOpened += OnConnectionOpened;
        swarm.ConnectionClosed += OnConnectionClosed;
        identify = new IdentifyService(privateKey, protocols, options.Identify, () => AnnouncedAddresses, timeProvider);
        identify.PeerIdentified += OnPeerIdentified;
        identify.AddressObserved = OnAddressObserved;
        observed = new ObservedAddresses(options.Identify.Observation, timeProvider);
        pusher = new IdentityPusher(identify, () => swarm.PreferredConnections, TryTellAsync);
        ping = new PingService(randomSource, timeProvider);
        perf = new PerfService(options.MaximumPerfBytes, timeProvider);
        AddOwnProtocols();
        protocols.Changed += (_, _) => pusher.NoteChange();
        tasks.Run(() => pusher.RunAsync(closing.Token));
    }

    public event EventHandler<ConnectionEventArguments>? ConnectionOpened;

    public event EventHandler<ConnectionEventArguments>? ConnectionClosed;

    public event EventHandler<PeerIdentifiedEventArguments>? PeerIdentified;

    public event EventHandler<HandlerFailedEventArguments>? HandlerFailed;

    public PeerId LocalPeer { get; }

    public IReadOnlyList<Multiaddr> ListenAddresses => swarm.ListenAddresses;

    public IReadOnlyList<Multiaddr> AnnouncedAddresses { get; private set; } = [];

    public CertificateStatus? WebSocketCertificate => transports.Certificate;

    /// <summary>Identify exchanges that did not come about since the start.</summary>
    public long FailedIdentifyExchanges => Interlocked.Read(ref failedExchanges);

    public PeerValues PeerValues => swarm.Values;

    public IPeerStore PeerStore => memory.Store;

    public ResourceUsage Usage => resources.Usage;

    public IReadOnlyList<IPeerConnection> Connections => swarm.PreferredConnections;

    public async Task StartAsync(IReadOnlyList<Multiaddr> listenAddresses, CancellationToken cancellationToken)
    {
        await swarm.ListenAsync(listenAddresses, cancellationToken);
        Announce();
    }

    public async Task<IPeerConnection> DialAsync(Multiaddr address, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(isClosed != 0, this);
        return await swarm.DialAsync(address, cancellationToken);
    }

    public async Task<IPeerConnection> DialAsync(PeerId peerId, IReadOnlyList<Multiaddr> addresses, AddressOrigin origin, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(isClosed != 0, this);
        return await swarm.DialAsync(peerId, addresses, origin, cancellationToken);
    }

    public async Task<IPeerConnection> DialAsync(PeerId peerId, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(isClosed != 0, this);
        return swarm.FindPreferred(peerId) ?? await memory.DialAsync(peerId, DialAsync, cancellationToken);
    }

    public Task<ConnectionLease> LeaseAsync(PeerId peerId, IReadOnlyList<Multiaddr> addresses, AddressOrigin origin, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(isClosed != 0, this);
        return swarm.LeaseAsync(peerId, addresses, origin, cancellationToken);
    }

    public Task<PeerStream> OpenStreamAsync(PeerId peerId, string protocolId, CancellationToken cancellationToken) =>
        Find(peerId).OpenStreamAsync([protocolId], cancellationToken);

    public void Handle(string protocolId, ProtocolHandler handler) => Handle(protocolId, handler, new ProtocolLimits());

    public void Handle(string protocolId, ProtocolHandler handler, ProtocolLimits limits) => protocols.Add(protocolId, handler, limits);

    public void StopHandling(string protocolId) => protocols.Remove(protocolId);

    public PeerInformation? FindPeer(PeerId peerId) => identify.Find(peerId);

    public Task<TimeSpan> PingAsync(PeerId peerId, CancellationToken cancellationToken) => ping.PingAsync(Find(peerId), cancellationToken);

    public PingStatistics? FindPings(PeerId peerId) => ping.Find(peerId);

    /// <summary>Measures throughput with /perf/1.0.0, if the peer serves it.</summary>
    public Task<PerfResult> MeasureAsync(PeerId peerId, long upload, long download, CancellationToken cancellationToken) =>
        perf.MeasureAsync(Find(peerId), upload, download, cancellationToken);

    public Task DisconnectAsync(PeerId peerId, CancellationToken cancellationToken) =>
        Task.WhenAll(swarm.FindAll(peerId).Select(connection => swarm.CloseGracefullyAsync(connection, cancellationToken)));

    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref isClosed, 1) != 0)
        {
            return;
        }

        closing.Cancel();
        await swarm.CloseAsync(cancellationToken);
        await tasks.WaitAsync();
        noise.Dispose();
        tls.Dispose();
    }

    public async ValueTask DisposeAsync() => await CloseAsync(CancellationToken.None);

    /// <summary>Those that are asked for, in that order.</summary>
    private static IReadOnlyList<TPart> Choose<TPart>(IReadOnlyList<TPart> parts, IReadOnlyList<string> wanted, Func<TPart, string> idOf) =>
        [.. wanted.Select(id => parts.FirstOrDefault(part => idOf(part) == id) ?? throw new NotSupportedException($"There is no {id} here."))];

    private SwarmConnection Find(PeerId peerId) => swarm.FindPreferred(peerId) ?? throw new PeerNotConnectedException(peerId);

    private void AddOwnProtocols()
    {
        protocols.Add(IdentifyService.ProtocolId, identify.ServeAsync, ProtocolLimits.OfExchanges);
        protocols.Add(IdentifyService.PushProtocolId, identify.ServePushAsync, ProtocolLimits.OfExchanges);
        protocols.Add(PingService.ProtocolId, PingService.ServeAsync, ProtocolLimits.OfExchanges);
        if (options.IsPerfServed)
        {
            protocols.Add(PerfService.ProtocolId, perf.ServeAsync, ProtocolLimits.OfExchanges);
        }
    }

    private void OnConnectionOpened(object? sender, ConnectionEventArguments arguments)
    {
        memory.NoteConnection(arguments.Connection);
        ConnectionOpened?.Invoke(this, arguments);
        tasks.Run(() => TryTellAsync(arguments.Connection, identify.IdentifyAsync));
    }

    private void OnPeerIdentified(object? sender, PeerIdentifiedEventArguments arguments)
    {
        memory.NoteIdentity(arguments.Peer);
        PeerIdentified?.Invoke(this, arguments);
    }

    private void OnConnectionClosed(object? sender, ConnectionEventArguments arguments)
    {
        if (arguments.ConnectionsToPeer == 0)
        {
            identify.Forget(arguments.Connection.RemotePeer);
            ping.Forget(arguments.Connection.RemotePeer);
        }

        ConnectionClosed?.Invoke(this, arguments);
    }

    private void OnAddressObserved(Observation observation)
    {
        if (observed.Note(observation, swarm.ListenAddresses))
        {
            Announce();
        }
    }

    private void Announce()
    {
        AnnouncedAddresses = options.AnnouncedAddresses.Count > 0
            ? options.AnnouncedAddresses
            : AddressPolicy.Announced([.. AddressAnnouncer.Expand(swarm.ListenAddresses), .. observed.Confirmed]);
        pusher.NoteChange();
    }

    /// <summary>A peer need not speak identify: failing at it costs the knowledge, not the connection.</summary>
    private async Task TryTellAsync(IPeerConnection connection, Func<IPeerConnection, CancellationToken, Task> exchange)
    {
        try
        {
            await exchange(connection, closing.Token);
        }
        catch (Exception exception) when (exception is IOException or TimeoutException or OperationCanceledException)
        {
            Interlocked.Increment(ref failedExchanges);
        }
    }
}
