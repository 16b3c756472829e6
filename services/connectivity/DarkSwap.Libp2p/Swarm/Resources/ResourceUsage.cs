namespace DarkSwap.Libp2p.Swarm.Resources;

/// <summary>What a node's connections hold at a moment, and how often each limit has refused since the start.</summary>
public sealed record ResourceUsage(int Connections, int Handshakes, int FileHandles, int Streams, long Bytes, int Peers, IReadOnlyDictionary<ResourceLimit, long> Refusals);
