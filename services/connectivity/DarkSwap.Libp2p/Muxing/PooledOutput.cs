using System.Buffers;

namespace DarkSwap.Libp2p.Muxing;

/// <summary>Gathers output for one write in a pooled array, which goes back to the pool while there is nothing to write.</summary>
internal sealed class PooledOutput(int capacity) : IBufferWriter<byte>, IDisposable
{
    private byte[]? buffer;

    internal int Length { get; private set; }

    internal ReadOnlyMemory<byte> Written => buffer.AsMemory(0, Length);

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return buffer.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    internal void Release()
    {
        Length = 0;
        if (buffer is { } array)
        {
            buffer = null;
            ArrayPool<byte>.Shared.Return(array);
        }
    }

    public void Dispose() => Release();

    private void Reserve(int count)
    {
        buffer ??= ArrayPool<byte>.Shared.Rent(Math.Max(capacity, count));
        if (buffer.Length - Length >= count)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Length + count);
        buffer.AsSpan(0, Length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
