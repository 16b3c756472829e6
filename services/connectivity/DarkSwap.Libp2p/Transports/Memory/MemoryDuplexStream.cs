namespace DarkSwap.Libp2p.Transports.Memory;

/// <summary>One end of a connection inside this process.</summary>
/// <param name="closed">Called once, when this end is closed.</param>
internal sealed class MemoryDuplexStream(MemoryPipe incoming, MemoryPipe outgoing, Action? closed = null) : DuplexStream
{
    private int isDisposed;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(isDisposed != 0, this);
        return incoming.ReadAsync(buffer, cancellationToken);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(isDisposed != 0, this);
        return outgoing.WriteAsync(buffer, cancellationToken);
    }

    public override ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref isDisposed, 1) == 0)
        {
            outgoing.End();
            incoming.CloseReader();
            closed?.Invoke();
        }

        base.Dispose(disposing);
    }
}
