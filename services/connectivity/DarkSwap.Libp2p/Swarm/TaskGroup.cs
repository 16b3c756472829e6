namespace DarkSwap.Libp2p.Swarm;

/// <summary>Owns tasks that are started as work arrives, so that closing can wait for all of them.</summary>
internal sealed class TaskGroup
{
    private readonly HashSet<Task> running = [];

    internal int Count
    {
        get
        {
            lock (running)
            {
                return running.Count;
            }
        }
    }

    /// <summary>Starts work beside the caller's. The work handles its own failures.</summary>
    internal void Run(Func<Task> work)
    {
        lock (running)
        {
            var task = TaskStart.Run(work);
            running.Add(task);
            task.ContinueWith(Remove, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Current);
        }
    }

    internal Task WaitAsync()
    {
        lock (running)
        {
            return Task.WhenAll(running);
        }
    }

    private void Remove(Task task)
    {
        lock (running)
        {
            running.Remove(task);
        }
    }
}
