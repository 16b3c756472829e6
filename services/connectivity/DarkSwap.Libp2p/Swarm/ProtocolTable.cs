using System.Collections.Immutable;

namespace DarkSwap.Libp2p.Swarm;

/// <summary>The protocols that this node serves.</summary>
internal sealed class ProtocolTable
{
    private ImmutableDictionary<string, ServedProtocol> handlers = ImmutableDictionary<string, ServedProtocol>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>Raised after a protocol was added or removed.</summary>
    internal event EventHandler? Changed;

    internal IReadOnlyList<string> ProtocolIds => [.. handlers.Keys.Order(StringComparer.Ordinal)];

    internal bool Contains(string protocolId) => handlers.ContainsKey(protocolId);

    internal ServedProtocol? Find(string protocolId) => handlers.GetValueOrDefault(protocolId);

    internal void Add(string protocolId, ProtocolHandler handler, ProtocolLimits limits)
    {
        if (!ImmutableInterlocked.TryAdd(ref handlers, protocolId, new ServedProtocol(handler, limits)))
        {
            throw new InvalidOperationException($"{protocolId} is served already.");
        }

        Changed?.Invoke(this, EventArgs.Empty);
    }

    internal void Remove(string protocolId)
    {
        if (ImmutableInterlocked.TryRemove(ref handlers, protocolId, out _))
        {
            Changed?.Invoke(this, EventArgs.Empty);
        }
    }
}
