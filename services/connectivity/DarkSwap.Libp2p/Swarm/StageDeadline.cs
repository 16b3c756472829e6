namespace DarkSwap.Libp2p.Swarm;

/// <summary>Runs one stage of a sequence under its own deadline.</summary>
internal static class StageDeadline
{
    /// <exception cref="TimeoutException">The stage took longer; the message names it.</exception>
    internal static async Task<TResult> RunAsync<TResult>(
        string stage,
        TimeSpan limit,
        TimeProvider timeProvider,
        Func<CancellationToken, Task<TResult>> action,
        CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(limit, timeProvider);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await action(linked.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The {stage} took longer than {limit.TotalSeconds} s.");
        }
    }
}
