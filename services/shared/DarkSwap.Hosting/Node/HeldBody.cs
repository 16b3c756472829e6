using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace DarkSwap.Hosting.Node;

/// <summary>A response body that goes nowhere until it is whole. Nothing is sent if writing it fails, so that a problem can be answered instead.</summary>
internal sealed class HeldBody : PipeWriter, IHttpResponseBodyFeature, IDisposable
{
    private const int FirstCapacity = 4096;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(FirstCapacity);
    private Stream? stream;

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => buffer.AsMemory(0, Length);

    public PipeWriter Writer => this;

    public Stream Stream => stream ??= AsStream(leaveOpen: true);

    public override bool CanGetUnflushedBytes => true;

    /// <summary>None: whoever writes need not flush because of what is held here.</summary>
    public override long UnflushedBytes => 0;

    public void DisableBuffering()
    {
    }

    public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) => throw new NotSupportedException("Files are not held in memory.");

    public Task CompleteAsync() => Task.CompletedTask;

    public override void Complete(Exception? exception = null)
    {
    }

    public override void CancelPendingFlush()
    {
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => default;

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return buffer.AsMemory(Length);
    }

    public override Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return buffer.AsSpan(Length);
    }

    public override void Advance(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, buffer.Length - Length);
        Length += bytes;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
    }

    private void Reserve(int sizeHint)
    {
        var needed = Length + Math.Max(sizeHint, 1);
        if (needed > buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, buffer.Length * 2));
            Written.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }
    }
}
