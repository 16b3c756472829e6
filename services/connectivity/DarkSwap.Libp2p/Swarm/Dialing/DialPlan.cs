using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Swarm.Dialing;

/// <summary>
/// Decides when which address of a peer is tried: the next one some time after the last, or as soon as one has failed (RFC 8305 §5), never more than a few at a time, and relayed ones
/// only after the direct ones had their chance. Sans I/O; not thread-safe.
/// </summary>
internal sealed class DialPlan(DialOptions options)
{
    private readonly List<Multiaddr> waiting = [];
    private readonly HashSet<Multiaddr> known = [];
    private MonotonicTime? begin;
    private MonotonicTime nextStart = new(long.MinValue);

    internal int Running { get; private set; }

    internal bool IsExhausted => waiting.Count == 0 && Running == 0;

    /// <summary>When something can be taken at the earliest; null while only the end of an attempt can change that.</summary>
    internal MonotonicTime? NextStart => waiting.Count == 0 || Running >= options.MaximumAttemptsPerPeer ? null : StartOf(waiting[0]);

    /// <summary>Adds addresses that are not known yet, up to the bound; all that wait are ranked again.</summary>
    internal void Add(IEnumerable<Multiaddr> addresses)
    {
        foreach (var address in addresses)
        {
            if (known.Count < options.MaximumAddresses && known.Add(address))
            {
                waiting.Add(address);
            }
        }

        var ranked = DialRanking.Rank(waiting);
        waiting.Clear();
        waiting.AddRange(ranked);
    }

    internal Multiaddr? TryTake(MonotonicTime now)
    {
        begin ??= now;
        if (NextStart is not { } start || start > now)
        {
            return null;
        }

        var address = waiting[0];
        waiting.RemoveAt(0);
        Running++;
        nextStart = now + options.Stagger;
        return address;
    }

    /// <summary>An attempt failed: the next one need not wait.</summary>
    internal void NoteFailure(MonotonicTime now)
    {
        Running--;
        nextStart = now;
    }

    private MonotonicTime StartOf(Multiaddr address)
    {
        if (!DialRanking.IsRelayed(address) || Running == 0 || begin is not { } first)
        {
            return nextStart;
        }

        var relayed = first + options.RelayDelay;
        return relayed > nextStart ? relayed : nextStart;
    }
}
