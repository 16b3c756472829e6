namespace DarkSwap.Libp2p.Swarm.Resources;

/// <summary>Counts by key, keeping only keys that count something. Not thread-safe.</summary>
internal sealed class Tally<TKey>
    where TKey : notnull
{
    private readonly Dictionary<TKey, int> counts = [];

    internal int this[TKey key] => counts.GetValueOrDefault(key);

    internal int Keys => counts.Count;

    internal void Add(TKey key, int change)
    {
        var count = counts.GetValueOrDefault(key) + change;
        if (count == 0)
        {
            counts.Remove(key);
        }
        else
        {
            counts[key] = count;
        }
    }
}
