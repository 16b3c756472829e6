namespace DarkSwap.Simulation.Tests.Scheduling;

/// <summary>
/// Runs everything that a simulation starts on one thread, in one order: first all that can run now, then the next timer. Code under test that leaves for another
/// thread would make the order depend on the machine, so that whatever comes from another thread ends the simulation.
/// </summary>
internal sealed class SimulationScheduler(DateTimeOffset start) : TaskScheduler
{
    private readonly Queue<Task> ready = new();
    private int threadId;
    private volatile string? leftAt;

    public VirtualTime Time { get; } = new(start);

    /// <summary>Tasks that have run: with one seed always as many.</summary>
    public long Steps { get; private set; }

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Returns when <paramref name="main"/> is over; what it has started and left behind is left where it is.</summary>
    /// <exception cref="TimeoutException">It is not over after this virtual time, or nothing is left that could end it.</exception>
    public void Run(Func<Task> main, TimeSpan atMost)
    {
        // What is awaited here would go on there.
        var outside = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        threadId = Environment.CurrentManagedThreadId;
        try
        {
            RunHere(main, atMost);
        }
        finally
        {
            threadId = 0;
            SynchronizationContext.SetSynchronizationContext(outside);
        }
    }

    protected override void QueueTask(Task task)
    {
        if (Environment.CurrentManagedThreadId != threadId)
        {
            leftAt ??= Environment.StackTrace;
            return;
        }

        ready.Enqueue(task);
    }

    /// <summary>Everything waits for its turn, so that no order depends on the depth of a call.</summary>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => ready;

    private void RunHere(Func<Task> main, TimeSpan atMost)
    {
        var limit = Time.Elapsed + atMost;
        var task = Task.Factory.StartNew(main, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();
        while (true)
        {
            RunReady();
            if (task.IsCompleted)
            {
                break;
            }

            // A timer's callback may go on with whoever waits for it, so that it runs as a task of this scheduler.
            var hasFired = Task.Factory.StartNew(() => Time.MoveOn(limit), CancellationToken.None, TaskCreationOptions.DenyChildAttach, this);
            RunReady();
            if (!hasFired.GetAwaiter().GetResult() && !task.IsCompleted)
            {
                throw new TimeoutException($"The simulation has not come to its end within {atMost}.");
            }
        }

        task.GetAwaiter().GetResult();
    }

    private void RunReady()
    {
        while (ready.TryDequeue(out var task))
        {
            Steps++;
            TryExecuteTask(task);
        }

        if (leftAt is not null)
        {
            throw new InvalidOperationException($"Work of this simulation has run on another thread: its outcome depends on more than its seed. It came back\n{leftAt}");
        }
    }
}
