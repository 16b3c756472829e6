using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Swarm.Resources;

namespace DarkSwap.Libp2p.Swarm;

/// <summary>A protocol's handler and the streams that it serves. Thread-safe.</summary>
internal sealed class ServedProtocol(ProtocolHandler handler, ProtocolLimits limits)
{
    private readonly Lock gate = new();
    private readonly Tally<PeerId> byPeer = new();
    private int streams;

    internal ProtocolHandler Handler => handler;

    /// <summary>The limit that refuses one more stream, or null when it was entered.</summary>
    internal ResourceLimit? TryEnter(PeerId peerId)
    {
        lock (gate)
        {
            if (byPeer[peerId] >= limits.MaximumStreamsPerPeer)
            {
                return ResourceLimit.StreamsOfProtocolAndPeer;
            }

            if (streams >= limits.MaximumStreams)
            {
                return ResourceLimit.StreamsOfProtocol;
            }

            streams++;
            byPeer.Add(peerId, 1);
            return null;
        }
    }

    internal void Leave(PeerId peerId)
    {
        lock (gate)
        {
            streams--;
            byPeer.Add(peerId, -1);
        }
    }
}
