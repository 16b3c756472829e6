namespace DarkSwap.Connectivity.Delivery;

/// <summary>Wakes the delivery worker; signals while it is awake count as one.</summary>
internal sealed class DeliverySignal
{
    private readonly SemaphoreSlim signal = new(0, 1);
    private readonly Lock gate = new();

    public void Set()
    {
        lock (gate)
        {
            if (signal.CurrentCount == 0)
            {
                signal.Release();
            }
        }
    }

    public Task WaitAsync(CancellationToken cancellationToken) => signal.WaitAsync(cancellationToken);
}
