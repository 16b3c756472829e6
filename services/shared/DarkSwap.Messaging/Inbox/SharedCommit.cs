using System.Collections.Concurrent;
using DarkSwap.Messaging.Delivery.Broker;

namespace DarkSwap.Messaging.Inbox;

/// <summary>
/// Lets callers who come at the same time share a transaction: while one group commits, the next gathers; a lone caller waits for nobody. Whoever's turn it is stores what
/// waits, for all of them. As many wait as there are callers.
/// </summary>
/// <param name="maximumSize">Of one group together, unless a single item is larger.</param>
/// <param name="commitAsync">Stores a group, all or nothing. Runs once at a time.</param>
public sealed class SharedCommit<TItem>(int maximumSize, Func<TItem, int> sizeOf, Func<IReadOnlyList<TItem>, CancellationToken, Task> commitAsync) : IDisposable
{
    private readonly ConcurrentQueue<Waiting> queue = new();
    private readonly SemaphoreSlim turn = new(1);

    /// <summary>Returns when the item is stored. Items of callers who await one before they add the next are stored in that order.</summary>
    /// <param name="cancellationToken">Ends the wait, not the storing: others' items are in the same transaction, and the database has time limits of its own.</param>
    public async Task AddAsync(TItem item, CancellationToken cancellationToken)
    {
        var own = new Waiting(item);
        queue.Enqueue(own);
        await turn.WaitAsync(cancellationToken);
        try
        {
            // What came before was taken by those whose turn was before.
            while (!own.IsDone)
            {
                await CommitAsync(TakeGroup());
            }
        }
        finally
        {
            turn.Release();
        }

        await own.Stored;
    }

    public void Dispose() => turn.Dispose();

    private List<Waiting> TakeGroup()
    {
        // Only whoever's turn it is takes.
        var group = new List<Waiting>();
        var size = 0;
        while (queue.TryPeek(out var next) && (group.Count == 0 || size + sizeOf(next.Item) <= maximumSize) && queue.TryDequeue(out next))
        {
            group.Add(next);
            size += sizeOf(next.Item);
        }

        return group;
    }

    /// <summary>Whatever is wrong with one of a group must not hit the others: what fails together is tried alone, except when the database is away.</summary>
    private async Task CommitAsync(IReadOnlyList<Waiting> group)
    {
        try
        {
            await commitAsync([.. group.Select(waiting => waiting.Item)], CancellationToken.None);
            foreach (var waiting in group)
            {
                waiting.Complete(null);
            }
        }
        catch (Exception exception) when (group.Count == 1 || DatabaseFaults.IsAway(exception))
        {
            foreach (var waiting in group)
            {
                waiting.Complete(exception);
            }
        }
        catch (Exception)
        {
            foreach (var waiting in group)
            {
                await CommitAsync([waiting]);
            }
        }
    }

    private sealed class Waiting(TItem item)
    {
        private readonly TaskCompletionSource stored = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TItem Item { get; } = item;

        public Task Stored => stored.Task;

        public bool IsDone => stored.Task.IsCompleted;

        public void Complete(Exception? failure)
        {
            if (failure is null)
            {
                stored.SetResult();
            }
            else
            {
                stored.SetException(failure);
            }
        }
    }
}
