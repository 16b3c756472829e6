namespace DarkSwap.Orderbook.Intake;

/// <summary>How long the writer of the book waits for a group to be complete. One waits, any number arrive.</summary>
internal sealed class IntakeGathering
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(20);

    private volatile Wanted? wanted;
    private int together;
    private TimeSpan limit;

    /// <summary>A commit is over.</summary>
    /// <param name="submissions">That were in it, or came while it lasted.</param>
    public void Committed(int submissions, TimeSpan elapsed)
    {
        together = submissions;
        limit = elapsed < LongestWait ? elapsed : LongestWait;
    }

    /// <summary>Returns at once if there was nobody else around the last commit, or when as many wait again, or when waiting has lasted as long as that commit.</summary>
    /// <param name="arrived">Who waits already.</param>
    public async Task WaitAsync(int arrived, CancellationToken cancellationToken)
    {
        if (together < 2 || arrived >= together || limit <= TimeSpan.Zero)
        {
            return;
        }

        var complete = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        wanted = new Wanted(together, complete);
        await complete.Task.WaitAsync(limit, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        wanted = null;
    }

    /// <param name="count">Who waits now.</param>
    public void Arrived(int count)
    {
        if (wanted is { } group && count >= group.Count)
        {
            group.Complete.TrySetResult();
        }
    }

    private sealed record Wanted(int Count, TaskCompletionSource Complete);
}
