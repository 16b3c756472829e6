using System.Collections.Concurrent;
using System.Collections.Immutable;
using DarkSwap.Cryptography;

namespace DarkSwap.Libp2p.Swarm.Pool;

/// <summary>What peers are worth to the program's parts, each under a name of its own. Decides whose connections go first when there are too many. Whoever sets a value takes it back. Thread-safe.</summary>
public sealed class PeerValues
{
    private readonly ConcurrentDictionary<PeerId, ImmutableDictionary<string, int>> values = new();

    /// <summary>The peer's connections are never closed for want of room.</summary>
    public void Protect(PeerId peerId, string part) => Set(peerId, part, int.MaxValue);

    /// <summary>Replaces what this part had said of the peer.</summary>
    public void Set(PeerId peerId, string part, int value) => values.AddOrUpdate(
        peerId,
        static (_, entry) => ImmutableDictionary.Create<string, int>(StringComparer.Ordinal).Add(entry.part, entry.value),
        static (_, old, entry) => old.SetItem(entry.part, entry.value),
        (part, value));

    public void Remove(PeerId peerId, string part)
    {
        while (values.TryGetValue(peerId, out var old))
        {
            var rest = old.Remove(part);
            if (rest.IsEmpty ? values.TryRemove(new(peerId, old)) : values.TryUpdate(peerId, rest, old))
            {
                return;
            }
        }
    }

    public bool IsProtected(PeerId peerId) => values.TryGetValue(peerId, out var parts) && parts.ContainsValue(int.MaxValue);

    /// <summary>The sum of what the parts say.</summary>
    public int ValueOf(PeerId peerId) => values.TryGetValue(peerId, out var parts) ? (int)Math.Clamp(parts.Values.Sum(value => (long)value), int.MinValue, int.MaxValue) : 0;
}
