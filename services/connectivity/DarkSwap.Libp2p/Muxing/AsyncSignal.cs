using System.Threading.Tasks.Sources;

namespace DarkSwap.Libp2p.Muxing;

/// <summary>Wakes one waiter; a signal that nobody waits for is kept for the next. Waiting allocates nothing.</summary>
/// <param name="isInline">The waiter goes on inside <see cref="Set"/>, unless it waits on a scheduler of its own.</param>
internal sealed class AsyncSignal(bool isInline = false) : IValueTaskSource
{
    private readonly Lock gate = new();
    private ManualResetValueTaskSourceCore<bool> source = new() { RunContinuationsAsynchronously = !isInline };
    private CancellationTokenRegistration registration;
    private bool isSet;
    private bool isWaiting;

    /// <summary>Completes at the next <see cref="Set"/>, at once if there was one since the last wait. One waiter at a time.</summary>
    internal ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        short version;
        lock (gate)
        {
            if (isSet)
            {
                isSet = false;
                return ValueTask.CompletedTask;
            }

            if (isWaiting)
            {
                throw new InvalidOperationException("Somebody else waits here already: one reader and one writer at a time.");
            }

            source.Reset();
            isWaiting = true;
            version = source.Version;
        }

        // Outside the lock: the callback runs at once when the token is cancelled already.
        var newRegistration = cancellationToken.UnsafeRegister(static (state, token) => ((AsyncSignal)state!).Cancel(token), this);
        lock (gate)
        {
            if (isWaiting && source.Version == version)
            {
                registration = newRegistration;
                newRegistration = default;
            }
        }

        // Waits for a callback that runs already, so that it cannot cancel a later wait.
        newRegistration.Dispose();
        return new ValueTask(this, version);
    }

    /// <summary>The same for <see cref="Task.WhenAny(Task[])"/>: <see cref="ValueTask.AsTask"/> would go on the thread pool and not on the caller's scheduler.</summary>
    internal async Task WaitAsTaskAsync(CancellationToken cancellationToken) => await WaitAsync(cancellationToken);

    internal void Set()
    {
        CancellationTokenRegistration ended;
        lock (gate)
        {
            if (!isWaiting)
            {
                isSet = true;
                return;
            }

            isWaiting = false;
            ended = registration;
            registration = default;
        }

        // Before the waiter goes on: a callback that runs already must not cancel its next wait.
        ended.Dispose();
        source.SetResult(true);
    }

    void IValueTaskSource.GetResult(short token) => source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => source.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        source.OnCompleted(continuation, state, token, flags);

    private void Cancel(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (!isWaiting)
            {
                return;
            }

            isWaiting = false;
            registration = default;
            source.SetException(new OperationCanceledException(cancellationToken));
        }
    }
}
