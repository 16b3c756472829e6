using System.Runtime.CompilerServices;

namespace DarkSwap.Libp2p.Muxing;

/// <summary>One stream of a muxer, over the state that its core keeps.</summary>
internal sealed class CoreMuxedStream(MuxerGuard guard, MuxerStreamState state) : MuxedStream
{
    private readonly AsyncSignal readable = new();
    private readonly AsyncSignal writable = new();

    internal override StreamPriority Priority
    {
        get => state.Priority;
        set => state.Priority = value;
    }

    internal MuxerStreamState State => state;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            switch (guard.Read(state, buffer.Span, out var count))
            {
                case StreamReadStatus.Data: return count;
                case StreamReadStatus.Finished: return 0;
                case StreamReadStatus.Reset: throw guard.CreateResetException();
                case StreamReadStatus.Wait: await readable.WaitAsync(cancellationToken); break;
            }
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = guard.Write(state, buffer.Span);
            buffer = buffer[count..];
            if (buffer.IsEmpty)
            {
                return;
            }

            await writable.WaitAsync(cancellationToken);
        }
    }

    internal override ValueTask CloseWriteAsync(CancellationToken cancellationToken)
    {
        guard.CloseWrite(state);
        return ValueTask.CompletedTask;
    }

    internal override void Reset()
    {
        guard.Reset(state);
        NoteReset();
    }

    internal override void Abandon() => guard.Abandon(state);

    internal void NoteReadable() => readable.Set();

    internal void NoteWritable() => writable.Set();

    internal void NoteReset()
    {
        readable.Set();
        writable.Set();
    }
}
