using DarkSwap.Cryptography;
using DarkSwap.Libp2p.Multiformats;
using DarkSwap.Libp2p.Muxing;

namespace DarkSwap.Libp2p.Swarm.Resources;

/// <summary>What one connection has taken; disposing gives everything back, streams that are still open included; memory is the muxer's to give back.</summary>
internal sealed class ConnectionPermit(ResourceManager manager, int fileHandles) : IDisposable
{
    private readonly Lock gate = new();
    private PeerScope? peer;
    private int streams;
    private bool isReleased;

    internal int FileHandles => fileHandles;

    /// <summary>The manager's, under its lock.</summary>
    internal ConnectionKeys? Keys { get; set; }

    /// <summary>The manager's, under its lock.</summary>
    internal bool IsHandshake { get; set; }

    internal bool TryProve(Multiaddr remoteAddress) => manager.TryProve(this, remoteAddress);

    /// <summary>Counts the connection for the peer that has proved its key, and gives the budget of what is buffered for it.</summary>
    internal IMemoryBudget EnterPeer(PeerId peerId)
    {
        peer = manager.EnterPeer(peerId);
        return new MemoryScope(long.MaxValue, peer.Memory);
    }

    internal void EndHandshake() => manager.EndHandshake(this);

    /// <summary>False when the connection, its peer or the node has too many streams.</summary>
    internal bool TryEnterStream(int maximum)
    {
        lock (gate)
        {
            if (isReleased || streams >= maximum)
            {
                manager.NoteRefusal(ResourceLimit.StreamsOfConnection);
                return false;
            }

            if (!manager.TryEnterStream(peer!))
            {
                return false;
            }

            streams++;
            return true;
        }
    }

    internal void LeaveStream()
    {
        lock (gate)
        {
            if (!isReleased)
            {
                streams--;
                manager.LeaveStream(peer!);
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            if (isReleased)
            {
                return;
            }

            isReleased = true;
            manager.Release(this, peer, streams);
        }
    }
}
