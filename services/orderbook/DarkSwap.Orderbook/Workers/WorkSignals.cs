namespace DarkSwap.Orderbook.Workers;

/// <summary>Wakes the workers early; what a lost signal would have said they find on their next round.</summary>
public sealed class WorkSignals : IDisposable
{
    private readonly SemaphoreSlim backing = new(0, 1);
    private readonly SemaphoreSlim signatures = new(0, 1);

    public void BackingMayBeDue() => Set(backing);

    public void SignatureMayBeDue() => Set(signatures);

    /// <summary>Returns when signalled or when the time is over.</summary>
    public Task WaitForBackingAsync(TimeSpan atMost, TimeProvider timeProvider, CancellationToken cancellationToken) =>
        WaitAsync(backing, atMost, timeProvider, cancellationToken);

    public Task WaitForSignaturesAsync(TimeSpan atMost, TimeProvider timeProvider, CancellationToken cancellationToken) =>
        WaitAsync(signatures, atMost, timeProvider, cancellationToken);

    public void Dispose()
    {
        backing.Dispose();
        signatures.Dispose();
    }

    private static void Set(SemaphoreSlim signal)
    {
        lock (signal)
        {
            if (signal.CurrentCount == 0)
            {
                signal.Release();
            }
        }
    }

    private static async Task WaitAsync(SemaphoreSlim signal, TimeSpan atMost, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(atMost, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await signal.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
        }
    }
}
