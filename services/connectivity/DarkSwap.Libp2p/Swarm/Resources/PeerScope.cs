using DarkSwap.Cryptography;

namespace DarkSwap.Libp2p.Swarm.Resources;

/// <summary>What all connections of one peer hold together. Its counts belong to the <see cref="ResourceManager"/>.</summary>
internal sealed class PeerScope(PeerId peerId, MemoryScope memory)
{
    internal PeerId PeerId => peerId;

    internal MemoryScope Memory => memory;

    internal int Connections { get; set; }

    internal int Streams { get; set; }
}
