using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Swarm.Pool;

/// <summary>Chooses connections to close. Pure.</summary>
internal static class Pruning
{
    internal static IReadOnlyList<PooledConnection> Choose(IReadOnlyList<PooledConnection> connections, PoolOptions options, MonotonicTime now)
    {
        var surplus = connections.Count - options.LowWater;
        if (surplus <= 0)
        {
            return [];
        }

        var candidates = connections.Where(connection => !connection.IsHeld && now - connection.OpenedAt >= options.Grace);
        return connections.Count > options.HighWater
            ? [.. LeastValuable(connections, candidates).Take(surplus)]
            : [.. candidates.Where(connection => connection.Streams == 0 && now - connection.UsedAt >= options.IdleTimeout).OrderBy(connection => connection.UsedAt).Take(surplus)];
    }

    /// <summary>First what a peer has besides its preferred connection, then by value, then what is not in use, then who comes from where most come from, then the youngest: what is hard to have for somebody who wants to fill the node goes last.</summary>
    private static IEnumerable<PooledConnection> LeastValuable(IReadOnlyList<PooledConnection> all, IEnumerable<PooledConnection> candidates)
    {
        var crowds = all.Where(connection => connection.Place is not null).CountBy(connection => connection.Place!.Value).ToDictionary();
        return candidates
            .OrderBy(connection => connection.IsPreferred)
            .ThenBy(connection => connection.Value)
            .ThenBy(connection => connection.Streams > 0)
            .ThenByDescending(connection => connection.Place is { } place ? crowds[place] : 0)
            .ThenByDescending(connection => connection.OpenedAt);
    }
}
