namespace DarkSwap.Libp2p;

/// <summary>A stream of which a part has been read ahead: readers get that part first.</summary>
internal sealed class PrefixedStream(ReadOnlyMemory<byte> prefix, Stream inner) : DuplexStream
{
    private ReadOnlyMemory<byte> prefix = prefix;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (prefix.IsEmpty)
        {
            return inner.ReadAsync(buffer, cancellationToken);
        }

        var length = Math.Min(prefix.Length, buffer.Length);
        prefix[..length].CopyTo(buffer);
        prefix = prefix[length..];
        return ValueTask.FromResult(length);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => inner.WriteAsync(buffer, cancellationToken);

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
