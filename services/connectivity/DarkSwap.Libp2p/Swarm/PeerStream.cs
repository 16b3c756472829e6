using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Muxing;

namespace DarkSwap.Libp2p.Swarm;

/// <summary>A stream to a peer on which a protocol has been agreed. One reader and one writer may work at the same time.</summary>
public sealed class PeerStream : DuplexStream
{
    private readonly MuxedStream stream;
    private readonly TimeProvider timeProvider;
    private ITimer? deadline;
    private Action? closed;

    /// <param name="closed">Called once, when the stream is given up here.</param>
    internal PeerStream(MuxedStream stream, string protocolId, IPeerConnection connection, TimeProvider timeProvider, Action? closed)
    {
        this.closed = closed;
        this.stream = stream;
        this.timeProvider = timeProvider;
        ProtocolId = protocolId;
        Connection = connection;
    }

    public string ProtocolId { get; }

    public IPeerConnection Connection { get; }

    public PeerId RemotePeer => Connection.RemotePeer;

    /// <summary>Which waiting streams of the connection are written first.</summary>
    public StreamPriority Priority
    {
        get => stream.Priority;
        set => stream.Priority = value;
    }

    /// <summary>Ends our direction (half-close) after everything written before; reading goes on.</summary>
    public ValueTask CloseWriteAsync(CancellationToken cancellationToken) => stream.CloseWriteAsync(cancellationToken);

    /// <summary>Drops both directions at once; the peer's reads and writes fail.</summary>
    public void Reset() => stream.Reset();

    /// <summary>Resets the stream when it still lives after <paramref name="delay"/>; replaces an earlier deadline. <see cref="Timeout.InfiniteTimeSpan"/> removes it.</summary>
    public void ResetAfter(TimeSpan delay)
    {
        if (deadline?.Change(delay, Timeout.InfiniteTimeSpan) == true)
        {
            return;
        }

        var timer = timeProvider.CreateTimer(static state => ((PeerStream)state!).Reset(), this, delay, Timeout.InfiniteTimeSpan);
        Interlocked.Exchange(ref deadline, timer)?.Dispose();
    }

    /// <summary>0 at the peer's half-close. An <see cref="IOException"/> when the stream was reset or the connection ended.</summary>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        stream.ReadAsync(buffer, cancellationToken);

    /// <summary>Completes when everything is in the muxer's bounded buffer, so a slow peer holds the writer back.</summary>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        stream.WriteAsync(buffer, cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref deadline, null) is { } timer)
        {
            await timer.DisposeAsync();
        }

        await stream.DisposeAsync();
        NoteClosed();
    }

    /// <summary>Half-closes and gives the stream up: what the peer still sends resets it.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Interlocked.Exchange(ref deadline, null)?.Dispose();
            stream.Abandon();
            NoteClosed();
        }

        base.Dispose(disposing);
    }

    private void NoteClosed() => Interlocked.Exchange(ref closed, null)?.Invoke();
}
