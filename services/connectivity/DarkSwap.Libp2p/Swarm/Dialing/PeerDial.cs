using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Muxing;
using DarkSwap.Libp2p.Swarm.Addresses;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Swarm.Dialing;

/// <summary>One dial of one peer, shared by everybody who asks for it meanwhile; it ends when nobody waits any more. Drives a <see cref="DialPlan"/>.</summary>
internal sealed class PeerDial(PeerId peerId, DialWork work, DialOptions options)
{
    private readonly Lock gate = new();
    private readonly DialPlan plan = new(options);
    private readonly Dictionary<Multiaddr, AddressOrigin> origins = [];
    private readonly List<DialFailure> failures = [];
    private readonly Dictionary<Task<SwarmConnection>, Multiaddr> attempts = [];
    private readonly AsyncSignal changed = new();
    private readonly CancellationTokenSource ending = new();
    private Exception? onlyFailure;
    private int waiters;

    /// <summary>Joins more addresses to the dial.</summary>
    /// <param name="refused">Addresses that are not tried, to be told if nothing else works.</param>
    /// <returns>False when the dial has ended for want of others who waited.</returns>
    internal bool TryJoin(IReadOnlyList<Multiaddr> addresses, AddressOrigin origin, IEnumerable<DialFailure> refused)
    {
        lock (gate)
        {
            if (ending.IsCancellationRequested)
            {
                return false;
            }

            waiters++;
            plan.Add(addresses);
            foreach (var address in addresses)
            {
                origins[address] = origins.TryGetValue(address, out var known) && known > origin ? known : origin;
            }

            failures.AddRange(refused.Take(options.MaximumAddresses - Math.Min(failures.Count, options.MaximumAddresses)));
        }

        changed.Set();
        return true;
    }

    internal void Leave()
    {
        lock (gate)
        {
            if (--waiters > 0)
            {
                return;
            }
        }

        ending.Cancel();
    }

    internal async Task<SwarmConnection> RunAsync(CancellationToken closing)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(closing, ending.Token);
        try
        {
            while (true)
            {
                if (await StepAsync(linked.Token) is { } connection)
                {
                    return connection;
                }
            }
        }
        finally
        {
            ending.Cancel();
            await TaskStart.WhenAllEnded(attempts.Keys);
        }
    }

    /// <summary>Starts what is due, and waits until something happens.</summary>
    private async Task<SwarmConnection?> StepAsync(CancellationToken cancellationToken)
    {
        TimeSpan? wait;
        lock (gate)
        {
            while (plan.TryTake(Now()) is { } address)
            {
                attempts.Add(work.DialAsync(address, origins[address], cancellationToken), address);
            }

            if (plan.IsExhausted)
            {
                throw onlyFailure is not null && failures.Count == 1 ? onlyFailure : new DialFailedException(peerId, [.. failures]);
            }

            wait = plan.NextStart is { } start ? start - Now() : null;
        }

        await WaitAsync(wait, cancellationToken);
        if (work.FindConnection(peerId) is { } existing)
        {
            return existing;
        }

        foreach (var attempt in attempts.Keys.Where(static attempt => attempt.IsCompleted).ToList())
        {
            if (await TakeResultAsync(attempt, cancellationToken) is { } connection)
            {
                return connection;
            }
        }

        return null;
    }

    private async Task WaitAsync(TimeSpan? wait, CancellationToken cancellationToken)
    {
        using var waking = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var signal = changed.WaitAsTaskAsync(waking.Token);
        var delay = TaskStart.DelayAsync(wait is { } time ? (time > TimeSpan.Zero ? time : TimeSpan.Zero) : Timeout.InfiniteTimeSpan, work.TimeProvider, waking.Token);
        await Task.WhenAny([.. attempts.Keys, signal, delay]);
        waking.Cancel();
        await signal.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await delay;
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Null when the attempt failed, which the plan and the back-off then know.</summary>
    private async Task<SwarmConnection?> TakeResultAsync(Task<SwarmConnection> attempt, CancellationToken cancellationToken)
    {
        attempts.Remove(attempt, out var address);
        try
        {
            return await attempt;
        }
        catch (Exception exception) when (exception is IOException or TimeoutException or ObjectDisposedException && !cancellationToken.IsCancellationRequested)
        {
            lock (gate)
            {
                plan.NoteFailure(Now());
                failures.Add(new DialFailure(address!, exception.Message));
                onlyFailure = exception;
            }

            return null;
        }
    }

    private MonotonicTime Now() => MonotonicTime.Now(work.TimeProvider);
}
