using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Swarm.Dialing;

/// <summary>Remembers which addresses failed and until when they are left alone. Bounded; thread-safe.</summary>
internal sealed class DialBackoff(DialOptions options)
{
    private const int LargestExponent = 16;
    private readonly Lock gate = new();
    private readonly Dictionary<Multiaddr, LinkedListNode<Failure>> failures = [];
    private readonly LinkedList<Failure> byAge = new();

    internal int Count
    {
        get
        {
            lock (gate)
            {
                return failures.Count;
            }
        }
    }

    internal bool IsLeftAlone(Multiaddr address, MonotonicTime now)
    {
        lock (gate)
        {
            return failures.TryGetValue(address, out var node) && node.Value.Until > now;
        }
    }

    internal void NoteFailure(Multiaddr address, MonotonicTime now)
    {
        lock (gate)
        {
            var count = 1;
            if (failures.Remove(address, out var node))
            {
                byAge.Remove(node);
                // A failure from long ago says little of the present.
                count = now > node.Value.Until + options.MaximumBackoff ? 1 : node.Value.Count + 1;
            }
            else if (failures.Count >= options.MaximumBackoffEntries)
            {
                failures.Remove(byAge.First!.Value.Address);
                byAge.RemoveFirst();
            }

            failures[address] = byAge.AddLast(new Failure(address, count, now + DelayAfter(count)));
        }
    }

    internal void NoteSuccess(Multiaddr address)
    {
        lock (gate)
        {
            if (failures.Remove(address, out var node))
            {
                byAge.Remove(node);
            }
        }
    }

    private TimeSpan DelayAfter(int count)
    {
        var factor = 1L << Math.Min(count - 1, LargestExponent);
        return options.Backoff < options.MaximumBackoff / factor ? options.Backoff * factor : options.MaximumBackoff;
    }

    private sealed record Failure(Multiaddr Address, int Count, MonotonicTime Until);
}
