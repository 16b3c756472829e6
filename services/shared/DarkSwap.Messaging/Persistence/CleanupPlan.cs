namespace DarkSwap.Messaging.Persistence;

/// <param name="What">The rows, for the log: "old claims".</param>
/// <param name="DeleteAsync">Gets the time before which rows are too old.</param>
internal sealed record CleanupPlan<TContext>(string What, TimeSpan Retention, Func<TContext, DateTimeOffset, CancellationToken, Task> DeleteAsync);
