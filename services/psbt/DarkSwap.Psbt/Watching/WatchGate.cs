namespace DarkSwap.Psbt.Watching;

/// <summary>One at a time within this process: whoever changes what is watched. Between processes the rows' versions decide.</summary>
public sealed class WatchGate : IDisposable
{
    private readonly SemaphoreSlim semaphore = new(1, 1);

    public async Task<TResult> RunAsync<TResult>(Func<Task<TResult>> work, CancellationToken cancellationToken)
    {
        await semaphore.WaitAsync(cancellationToken);
        try
        {
            return await work();
        }
        finally
        {
            semaphore.Release();
        }
    }

    public void Dispose() => semaphore.Dispose();
}
