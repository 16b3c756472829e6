using System.Threading.Tasks.Sources;

namespace DarkSwap.Libp2p.Tests.Streams;

/// <summary>Gives back what is written, and lets a reader wait for it without allocating anything itself. One record at a time; everything happens on the writer's thread.</summary>
internal sealed class LoopStream : DuplexStream, IValueTaskSource<int>
{
    private readonly byte[] kept = new byte[256 * 1024];
    private ManualResetValueTaskSourceCore<int> waiting;
    private Memory<byte> destination;
    private bool isWaiting;
    private int start;
    private int end;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (start < end)
        {
            return ValueTask.FromResult(Take(buffer));
        }

        waiting.Reset();
        destination = buffer;
        isWaiting = true;
        return new ValueTask<int>(this, waiting.Version);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (start == end)
        {
            start = end = 0;
        }

        buffer.Span.CopyTo(kept.AsSpan(end));
        end += buffer.Length;
        if (isWaiting)
        {
            isWaiting = false;
            waiting.SetResult(Take(destination));
        }

        return ValueTask.CompletedTask;
    }

    public int GetResult(short token) => waiting.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => waiting.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        waiting.OnCompleted(continuation, state, token, flags & ~ValueTaskSourceOnCompletedFlags.UseSchedulingContext);

    private int Take(Memory<byte> buffer)
    {
        var length = Math.Min(buffer.Length, end - start);
        kept.AsSpan(start, length).CopyTo(buffer.Span);
        start += length;
        return length;
    }
}
