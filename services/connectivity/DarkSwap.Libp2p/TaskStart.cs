namespace DarkSwap.Libp2p;

/// <summary>Starts tasks on the scheduler of whoever starts them: the thread pool in production, a simulation's own in a simulation.</summary>
internal static class TaskStart
{
    internal static Task Run(Func<Task> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, TaskScheduler.Current).Unwrap();

    internal static Task<TResult> Run<TResult>(Func<Task<TResult>> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, TaskScheduler.Current).Unwrap();

    /// <summary>
    /// For <see cref="Task.WhenAny(Task[])"/>: ends after the delay or with the token, without an exception, which nobody would look at. A <see cref="Task.Delay(TimeSpan, TimeProvider, CancellationToken)"/>
    /// that is cancelled tells it on the thread pool, this one on the caller's scheduler.
    /// </summary>
    internal static async Task DelayAsync(TimeSpan delay, TimeProvider timeProvider, CancellationToken cancellationToken) =>
        await Task.Delay(delay, timeProvider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

    /// <summary>Completes when all have ended, however they did.</summary>
    internal static Task WhenAllEnded(IEnumerable<Task> tasks) => Task.WhenAll(tasks).ContinueWith(
        static finished => finished.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Current);
}
