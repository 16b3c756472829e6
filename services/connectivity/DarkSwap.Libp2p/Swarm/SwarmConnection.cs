using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Muxing;
using DarkSwap.Libp2p.Negotiation;
using DarkSwap.Libp2p.Swarm.Resources;
using DarkSwap.Libp2p.Transports;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Swarm;

/// <summary>A live connection: opens streams for us and serves those of the peer.</summary>
internal sealed class SwarmConnection : IPeerConnection
{
    private readonly SwarmContext context;
    private readonly IMuxer muxer;
    private readonly ConnectionPermit permit;
    private readonly Action leaveStream;
    private readonly TaskGroup handlers = new();
    private long lastUsedTicks;
    private int leases;
    private readonly CancellationTokenSource ended = new();
    private readonly TaskCompletionSource completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal SwarmConnection(SwarmContext context, UpgradedConnection upgraded, TransportConnection transport, ConnectionDirection direction, ConnectionPermit permit)
    {
        this.permit = permit;
        leaveStream = LeaveStream;
        this.context = context;
        muxer = upgraded.Muxer;
        RemotePeer = upgraded.RemotePeer;
        LocalAddress = transport.LocalAddress;
        RemoteAddress = transport.RemoteAddress;
        Direction = direction;
        OpenedAt = context.TimeProvider.GetUtcNow();
        Opened = MonotonicTime.Now(context.TimeProvider);
        lastUsedTicks = Opened.Ticks;
    }

    public PeerId RemotePeer { get; }

    public Multiaddr LocalAddress { get; }

    public Multiaddr RemoteAddress { get; }

    public ConnectionDirection Direction { get; }

    public DateTimeOffset OpenedAt { get; }

    internal MonotonicTime Opened { get; }

    /// <summary>When a stream was last opened or given up.</summary>
    internal MonotonicTime LastUsed => new(Interlocked.Read(ref lastUsedTicks));

    internal bool IsLeased => Volatile.Read(ref leases) > 0;

    public TimeSpan? RoundTripTime => muxer.RoundTripTime;

    public long BytesReceived => muxer.BytesReceived;

    public long BytesSent => muxer.BytesSent;

    public int StreamCount => muxer.StreamCount;

    public Task Completion => completion.Task;

    public async Task<PeerStream> OpenStreamAsync(IReadOnlyList<string> protocolIds, CancellationToken cancellationToken)
    {
        if (!permit.TryEnterStream(context.Options.MaximumStreamsPerConnection))
        {
            throw new IOException($"Too many streams to {RemotePeer} are open.");
        }

        NoteUse();
        MuxedStream? stream = null;
        try
        {
            stream = await muxer.OpenAsync(cancellationToken);
            var protocolId = await StageDeadline.RunAsync(
                "choice of a protocol",
                context.Options.NegotiationTimeout,
                context.TimeProvider,
                token => MultistreamSelect.ProposeAsync(stream, protocolIds, token),
                cancellationToken);
            return new PeerStream(stream, protocolId, this, context.TimeProvider, leaveStream);
        }
        catch
        {
            stream?.Reset();
            LeaveStream();
            throw;
        }
    }

    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        await muxer.CloseAsync(cancellationToken);
        await Completion;
    }

    public void Abort() => muxer.Abort("aborted");

    internal void AddLease(int change)
    {
        Interlocked.Add(ref leases, change);
        NoteUse();
    }

    /// <summary>Serves the peer's streams until the connection ends.</summary>
    internal async Task ServeAsync()
    {
        while (await muxer.AcceptAsync(CancellationToken.None) is { } stream)
        {
            if (handlers.Count >= context.Options.MaximumHandlersPerConnection || !permit.TryEnterStream(context.Options.MaximumStreamsPerConnection))
            {
                stream.Reset();
                continue;
            }

            handlers.Run(() => ServeStreamAsync(stream));
        }

        await muxer.DisposeAsync();
    }

    /// <summary>Tells everybody that the connection has ended, and waits for the handlers: they may wait for the end themselves.</summary>
    internal async Task FinishAsync()
    {
        completion.SetResult();
        ended.Cancel();
        await handlers.WaitAsync();
        permit.Dispose();
    }

    private async Task ServeStreamAsync(MuxedStream stream)
    {
        string? protocolId = null;
        try
        {
            protocolId = await StageDeadline.RunAsync(
                "choice of a protocol",
                context.Options.NegotiationTimeout,
                context.TimeProvider,
                token => MultistreamSelect.AnswerAsync(stream, context.Protocols.Contains, token),
                ended.Token);
            await HandleAsync(stream, protocolId);
        }
        catch (Exception exception)
        {
            // The outermost frame of a handler: whatever it throws ends its stream, not the node.
            stream.Reset();
            if (protocolId is not null && exception is not (IOException or OperationCanceledException))
            {
                context.ReportHandlerFailure(new HandlerFailedEventArguments(protocolId, RemotePeer, exception));
            }
        }
        finally
        {
            LeaveStream();
        }
    }

    private void LeaveStream()
    {
        permit.LeaveStream();
        NoteUse();
    }

    private void NoteUse() => Interlocked.Exchange(ref lastUsedTicks, MonotonicTime.Now(context.TimeProvider).Ticks);

    private async Task HandleAsync(MuxedStream stream, string protocolId)
    {
        if (context.Protocols.Find(protocolId) is not { } protocol)
        {
            stream.Reset();
            return;
        }

        if (protocol.TryEnter(RemotePeer) is { } limit)
        {
            context.Resources.NoteRefusal(limit);
            stream.Reset();
            return;
        }

        try
        {
            var peerStream = new PeerStream(stream, protocolId, this, context.TimeProvider, closed: null);
            await protocol.Handler(peerStream, RemotePeer, ended.Token);
            await peerStream.DisposeAsync();
        }
        finally
        {
            protocol.Leave(RemotePeer);
        }
    }
}
