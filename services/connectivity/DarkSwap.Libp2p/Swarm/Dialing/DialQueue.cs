using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Swarm.Addresses;

namespace DarkSwap.Libp2p.Swarm.Dialing;

/// <summary>Dials under way: callers for one peer share one dial, and so do callers for one address whose peer is not known.</summary>
internal sealed class DialQueue(DialWork work, DialOptions options)
{
    private readonly Lock gate = new();
    private readonly Dictionary<PeerId, (PeerDial Dial, Task<SwarmConnection> Task)> byPeer = [];
    private readonly Dictionary<Multiaddr, Task<SwarmConnection>> byAddress = [];

    /// <param name="refused">Addresses that are not tried, to be told if the others fail.</param>
    /// <param name="closing">Ends all dials.</param>
    internal async Task<SwarmConnection> DialAsync(
        PeerId peerId, IReadOnlyList<Multiaddr> addresses, AddressOrigin origin, IReadOnlyList<DialFailure> refused, CancellationToken closing, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (dial, task) = Join(peerId, addresses, origin, refused, closing);
            try
            {
                return await task.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && !closing.IsCancellationRequested)
            {
                // Everybody else had just left this dial: another begins.
            }
            finally
            {
                dial.Leave();
            }
        }
    }

    internal Task<SwarmConnection> DialAsync(Multiaddr address, CancellationToken closing, CancellationToken cancellationToken)
    {
        Task<SwarmConnection> attempt;
        lock (gate)
        {
            if (!byAddress.TryGetValue(address, out attempt!))
            {
                RefuseBeyondLimit();
                attempt = TaskStart.Run(() => RunAsync(address, closing));
                byAddress.Add(address, attempt);
            }
        }

        return attempt.WaitAsync(cancellationToken);
    }

    /// <summary>Completes when no dial is under way; never fails.</summary>
    internal Task WaitAsync()
    {
        lock (gate)
        {
            return TaskStart.WhenAllEnded([.. byAddress.Values, .. byPeer.Values.Select(entry => entry.Task)]);
        }
    }

    private (PeerDial Dial, Task<SwarmConnection> Task) Join(
        PeerId peerId, IReadOnlyList<Multiaddr> addresses, AddressOrigin origin, IReadOnlyList<DialFailure> refused, CancellationToken closing)
    {
        lock (gate)
        {
            if (byPeer.TryGetValue(peerId, out var entry) && entry.Dial.TryJoin(addresses, origin, refused))
            {
                return entry;
            }

            RefuseBeyondLimit();
            var dial = new PeerDial(peerId, work, options);
            dial.TryJoin(addresses, origin, refused);
            entry = (dial, TaskStart.Run(() => RunAsync(peerId, dial, closing)));
            byPeer[peerId] = entry;
            return entry;
        }
    }

    private void RefuseBeyondLimit()
    {
        if (byPeer.Count + byAddress.Count >= options.MaximumPeers)
        {
            throw new IOException($"{options.MaximumPeers} dials are under way already.");
        }
    }

    private async Task<SwarmConnection> RunAsync(PeerId peerId, PeerDial dial, CancellationToken closing)
    {
        try
        {
            return await dial.RunAsync(closing);
        }
        finally
        {
            lock (gate)
            {
                if (byPeer.TryGetValue(peerId, out var entry) && entry.Dial == dial)
                {
                    byPeer.Remove(peerId);
                }
            }
        }
    }

    private async Task<SwarmConnection> RunAsync(Multiaddr address, CancellationToken closing)
    {
        try
        {
            return await work.DialAsync(address, AddressOrigin.Operator, closing);
        }
        finally
        {
            lock (gate)
            {
                byAddress.Remove(address);
            }
        }
    }
}
