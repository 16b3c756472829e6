namespace DarkSwap.Psbt.Chain;

/// <summary>Holds the latest status and wakes those who wait for one.</summary>
public sealed class ChainStatusBoard : IChainStatus
{
    private readonly Lock gate = new();
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ChainStatus current = ChainStatus.Initial;

    public ChainStatus Current
    {
        get
        {
            lock (gate)
            {
                return current;
            }
        }
    }

    public void Set(ChainStatus status)
    {
        TaskCompletionSource previous;
        lock (gate)
        {
            current = status;
            previous = changed;
            changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        previous.SetResult();
    }

    public async Task<ChainStatus> WaitForAsync(Func<ChainStatus, bool> isWanted, CancellationToken cancellationToken)
    {
        while (true)
        {
            ChainStatus status;
            Task next;
            lock (gate)
            {
                status = current;
                next = changed.Task;
            }

            if (isWanted(status))
            {
                return status;
            }

            await next.WaitAsync(cancellationToken);
        }
    }
}
