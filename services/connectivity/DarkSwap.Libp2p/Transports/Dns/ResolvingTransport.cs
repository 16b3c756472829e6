using System.Net;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Swarm.Dialing;

namespace DarkSwap.Libp2p.Transports.Dns;

/// <summary>Dials addresses that begin with a name, over the transports that take what the name leads to: several at a time, each a little after the one before (RFC 8305 §5).</summary>
internal sealed class ResolvingTransport(AddressResolver resolver, IReadOnlyList<ITransport> transports, TimeProvider timeProvider) : ITransport
{
    private const int MaximumAttempts = 8;
    private static readonly TimeSpan AttemptDelay = TimeSpan.FromMilliseconds(250);

    public bool CanDial(Multiaddr address) => AddressResolver.IsName(address);

    public bool CanListen(Multiaddr address) => false;

    public async Task<TransportConnection> DialAsync(Multiaddr address, Predicate<IPAddress> mayConnect, CancellationToken cancellationToken)
    {
        var resolved = await resolver.ResolveAsync(address, cancellationToken);
        var attempts = DialRanking.Rank(resolved)
            .Select(candidate => (Address: candidate, Transport: transports.FirstOrDefault(transport => transport.CanDial(candidate))))
            .Where(attempt => attempt.Transport is not null)
            .Take(MaximumAttempts)
            .ToList();
        if (attempts.Count == 0)
        {
            throw new IOException($"{address} leads only to addresses that have no transport.");
        }

        return await RaceAsync(
            address, [.. attempts.Select(attempt => (Func<CancellationToken, Task<TransportConnection>>)(token => attempt.Transport!.DialAsync(attempt.Address, mayConnect, token)))], cancellationToken);
    }

    public Task<ITransportListener> ListenAsync(Multiaddr address, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{address} is a name: listen on the IP address.");

    private async Task<TransportConnection> RaceAsync(
        Multiaddr address, IReadOnlyList<Func<CancellationToken, Task<TransportConnection>>> attempts, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = new List<Task<TransportConnection>>();
        Exception? failure = null;
        try
        {
            for (var next = 0; next < attempts.Count || running.Count > 0;)
            {
                if (next < attempts.Count)
                {
                    running.Add(attempts[next++](ending.Token));
                }

                var delay = TaskStart.DelayAsync(next < attempts.Count ? AttemptDelay : Timeout.InfiniteTimeSpan, timeProvider, ending.Token);
                var first = await Task.WhenAny([.. running, delay]);
                if (first is not Task<TransportConnection> attempt)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    continue;
                }

                running.Remove(attempt);
                if (attempt.IsCompletedSuccessfully)
                {
                    return await attempt;
                }

                failure = attempt.Exception?.InnerException ?? failure;
            }
        }
        finally
        {
            ending.Cancel();
            await DropAsync(running);
        }

        throw new IOException($"{address} cannot be reached: {failure?.Message}", failure);
    }

    /// <summary>Waits for the attempts that lost, which were told to end, and closes those that had succeeded all the same.</summary>
    private static async Task DropAsync(List<Task<TransportConnection>> losers)
    {
        foreach (var loser in losers)
        {
            await ((Task)loser).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            if (loser.IsCompletedSuccessfully)
            {
                await (await loser).Stream.DisposeAsync();
            }
        }
    }
}
