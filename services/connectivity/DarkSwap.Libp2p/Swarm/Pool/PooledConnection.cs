using DarkSwap.Libp2p.Swarm.Resources;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Swarm.Pool;

/// <summary>What pruning knows of a connection.</summary>
/// <param name="Value">What its peer is worth to the program; 0 for a stranger.</param>
/// <param name="IsHeld">Leased, or its peer is protected: never closed by pruning.</param>
/// <param name="IsPreferred">New streams to the peer use it.</param>
/// <param name="Place">The subnet that it comes from; null where it has none.</param>
internal readonly record struct PooledConnection(
    SwarmConnection Connection, int Value, bool IsHeld, bool IsPreferred, int Streams, MonotonicTime OpenedAt, MonotonicTime UsedAt, AddressKey? Place);
