namespace DarkSwap.Testing;

/// <summary>The last lines of a program's output; a waiter sees every line from the first one on that is still kept.</summary>
internal sealed class BoundedLines(int maximumLines)
{
    private const int MaximumLineLength = 1024 * 1024;
    private readonly Lock access = new();
    private readonly Queue<string> lines = new();
    private readonly List<Waiter> waiters = [];
    private bool isCompleted;

    public string Text
    {
        get
        {
            lock (access)
            {
                return string.Join('\n', lines);
            }
        }
    }

    public void Add(string line)
    {
        var bounded = line.Length <= MaximumLineLength ? line : line[..MaximumLineLength];
        lock (access)
        {
            lines.Enqueue(bounded);
            if (lines.Count > maximumLines)
            {
                lines.Dequeue();
            }

            foreach (var waiter in waiters.Where(waiter => waiter.IsWanted(bounded)).ToArray())
            {
                waiters.Remove(waiter);
                waiter.Found.TrySetResult(bounded);
            }
        }
    }

    /// <summary>Null when the output ended without such a line.</summary>
    public Task<string?> FindAsync(Func<string, bool> isWanted)
    {
        lock (access)
        {
            var kept = lines.FirstOrDefault(isWanted);
            if (kept is not null || isCompleted)
            {
                return Task.FromResult(kept);
            }

            var waiter = new Waiter(isWanted);
            waiters.Add(waiter);
            return waiter.Found.Task;
        }
    }

    public void Complete()
    {
        lock (access)
        {
            isCompleted = true;
            foreach (var waiter in waiters)
            {
                waiter.Found.TrySetResult(null);
            }

            waiters.Clear();
        }
    }

    private sealed class Waiter(Func<string, bool> isWanted)
    {
        public Func<string, bool> IsWanted { get; } = isWanted;

        public TaskCompletionSource<string?> Found { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
