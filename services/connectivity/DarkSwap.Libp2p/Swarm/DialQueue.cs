using DarkSwap.Libp2p.Multiformats;

namespace DarkSwap.Libp2p.Swarm;

/// <summary>Dials under way: callers of one address share one attempt, which goes on while any of them waits or not.</summary>
internal sealed class DialQueue
{
    private readonly Dictionary<Multiaddr, Task<SwarmConnection>> attempts = [];

    internal Task<SwarmConnection> RunAsync(Multiaddr address, int maximum, Func<Task<SwarmConnection>> dial, CancellationToken cancellationToken)
    {
        Task<SwarmConnection> attempt;
        lock (attempts)
        {
            if (!attempts.TryGetValue(address, out attempt!))
            {
                if (attempts.Count >= maximum)
                {
                    throw new IOException($"{maximum} dials are under way already.");
                }

                attempt = Task.Run(() => DialAndForgetAsync(address, dial), CancellationToken.None);
                attempts.Add(address, attempt);
            }
        }

        return attempt.WaitAsync(cancellationToken);
    }

    internal Task WaitAsync()
    {
        lock (attempts)
        {
            return Task.WhenAll(attempts.Values).ContinueWith(static finished => finished.Exception, TaskScheduler.Default);
        }
    }

    private async Task<SwarmConnection> DialAndForgetAsync(Multiaddr address, Func<Task<SwarmConnection>> dial)
    {
        try
        {
            return await dial();
        }
        finally
        {
            lock (attempts)
            {
                attempts.Remove(address);
            }
        }
    }
}
