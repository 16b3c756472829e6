using DarkSwap.Messaging.Inbox;

namespace DarkSwap.Gateway.Events;

/// <summary>The way into the log: messages that come at the same time share a transaction, because each takes the lock on the log's places, and each commit flushes the disk.</summary>
internal sealed class EventLogIntake : IDisposable
{
    private const int MaximumEventsPerCommit = 2_048;

    private readonly IServiceScopeFactory scopes;
    private readonly SharedCommit<IReadOnlyList<NewEvent>> commits;

    public EventLogIntake(IServiceScopeFactory scopes)
    {
        this.scopes = scopes;
        commits = new SharedCommit<IReadOnlyList<NewEvent>>(MaximumEventsPerCommit, added => added.Count, StoreAsync);
    }

    /// <param name="added">Of one message, in their order.</param>
    public Task AppendAsync(IReadOnlyList<NewEvent> added, CancellationToken cancellationToken) =>
        added.Count > 0 ? commits.AddAsync(added, cancellationToken) : Task.CompletedTask;

    public void Dispose() => commits.Dispose();

    private async Task StoreAsync(IReadOnlyList<IReadOnlyList<NewEvent>> messages, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<EventLogWriter>().AppendAsync(messages, cancellationToken);
    }
}
