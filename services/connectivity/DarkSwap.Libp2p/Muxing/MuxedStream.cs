namespace DarkSwap.Libp2p.Muxing;

/// <summary>One stream of a muxer, before a protocol is agreed on it. One reader and one writer may work at the same time.</summary>
internal abstract class MuxedStream : DuplexStream
{
    internal abstract StreamPriority Priority { get; set; }

    internal abstract ValueTask CloseWriteAsync(CancellationToken cancellationToken);

    internal abstract void Reset();

    /// <summary>Half-closes and gives the stream up: what the peer still sends resets it.</summary>
    internal abstract void Abandon();

    public override ValueTask DisposeAsync()
    {
        Abandon();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Abandon();
        }

        base.Dispose(disposing);
    }
}
