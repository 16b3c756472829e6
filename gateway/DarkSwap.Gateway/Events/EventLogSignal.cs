namespace DarkSwap.Gateway.Events;

/// <summary>Tells every waiting stream that the log has grown.</summary>
public sealed class EventLogSignal
{
    private TaskCompletionSource grown = New();

    /// <summary>Ends with the next growth. Take it before reading the log, or a growth in between is missed.</summary>
    public Task NextGrowth => Volatile.Read(ref grown).Task;

    public void Set() => Interlocked.Exchange(ref grown, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
