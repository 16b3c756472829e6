using System.Collections.Concurrent;

namespace DarkSwap.Connectivity.Hosting;

/// <summary>Owns tasks that were started for events, so that stopping can await them and their failures are not lost.</summary>
internal sealed class OwnedTasks
{
    private readonly ConcurrentDictionary<Task, byte> running = new();

    public void Add(Task task)
    {
        running.TryAdd(task, 0);
        task.GetAwaiter().OnCompleted(() =>
        {
            // A failed task stays, so that WhenAllAsync throws what it threw.
            if (task.IsCompletedSuccessfully)
            {
                running.TryRemove(task, out _);
            }
        });
    }

    public Task WhenAllAsync() => Task.WhenAll(running.Keys);
}
