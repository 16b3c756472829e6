using DarkSwap.Cryptography;

namespace DarkSwap.Libp2p.Swarm;

/// <summary>The live connections by peer, the preferred one last. Thread-safe.</summary>
internal sealed class ConnectionTable(PeerId localPeer, SwarmOptions options)
{
    private readonly Lock gate = new();
    private readonly Dictionary<PeerId, List<SwarmConnection>> connections = [];
    private int count;

    internal int Count
    {
        get
        {
            lock (gate)
            {
                return count;
            }
        }
    }

    internal SwarmConnection? FindPreferred(PeerId peerId)
    {
        lock (gate)
        {
            return connections.TryGetValue(peerId, out var list) ? list[^1] : null;
        }
    }

    internal IReadOnlyList<SwarmConnection> FindAll(PeerId peerId)
    {
        lock (gate)
        {
            return connections.TryGetValue(peerId, out var list) ? [.. list] : [];
        }
    }

    internal IReadOnlyList<SwarmConnection> PreferredOfEachPeer()
    {
        lock (gate)
        {
            return [.. connections.Values.Select(list => list[^1])];
        }
    }

    internal IReadOnlyList<SwarmConnection> All()
    {
        lock (gate)
        {
            return [.. connections.Values.SelectMany(list => list)];
        }
    }

    /// <summary>
    /// Adds a connection and says which other one to the peer should now close, if any. When both ends dialed each other at once, both prefer the connection that the smaller peer id dialed;
    /// otherwise the newest. Only the end with the smaller id closes what is not preferred, so that never both are lost; but nobody keeps more than the limit.
    /// </summary>
    /// <returns>False when there are too many connections.</returns>
    internal bool TryAdd(SwarmConnection connection, out int connectionsToPeer, out SwarmConnection? surplus)
    {
        surplus = null;
        connectionsToPeer = 0;
        lock (gate)
        {
            if (!connections.TryGetValue(connection.RemotePeer, out var list))
            {
                list = [];
            }

            if (count >= options.MaximumConnections)
            {
                return false;
            }

            connections[connection.RemotePeer] = list;
            var crossing = list.FindLast(other => IsCrossing(other, connection));
            list.Add(connection);
            count++;
            connectionsToPeer = list.Count;
            var loser = crossing is null ? list[0] : LoserOf(list, crossing, connection);
            var isCloser = localPeer.CompareTo(connection.RemotePeer) < 0 || list.Count > options.MaximumConnectionsPerPeer;
            surplus = list.Count > 1 && isCloser ? loser : null;
            return true;
        }
    }

    /// <summary>Removes a connection and returns how many to its peer are left.</summary>
    internal int Remove(SwarmConnection connection)
    {
        lock (gate)
        {
            if (!connections.TryGetValue(connection.RemotePeer, out var list) || !list.Remove(connection))
            {
                return 0;
            }

            count--;
            if (list.Count == 0)
            {
                connections.Remove(connection.RemotePeer);
            }

            return list.Count;
        }
    }

    private bool IsCrossing(SwarmConnection earlier, SwarmConnection later) =>
        earlier.Direction != later.Direction && later.OpenedAt - earlier.OpenedAt <= options.CrossingTime;

    /// <summary>Keeps the preferred one of a crossing pair last and returns the other.</summary>
    private SwarmConnection LoserOf(List<SwarmConnection> list, SwarmConnection earlier, SwarmConnection later)
    {
        var preferredDirection = localPeer.CompareTo(later.RemotePeer) < 0 ? ConnectionDirection.Outbound : ConnectionDirection.Inbound;
        if (later.Direction == preferredDirection)
        {
            return earlier;
        }

        list.Remove(later);
        list.Insert(0, later);
        return later;
    }
}
