using DarkSwap.Libp2p.Muxing;

namespace DarkSwap.Libp2p.Swarm.Resources;

/// <summary>Counts buffered bytes against a limit, and against those of the scopes around it: a connection in a peer in the node. Thread-safe without a lock.</summary>
internal sealed class MemoryScope(long limit, MemoryScope? parent) : IMemoryBudget
{
    private long used;

    internal long Used => Interlocked.Read(ref used);

    public bool TryReserve(int bytes)
    {
        if (Interlocked.Add(ref used, bytes) > limit || parent?.TryReserve(bytes) == false)
        {
            Interlocked.Add(ref used, -bytes);
            return false;
        }

        return true;
    }

    public void Release(int bytes)
    {
        Interlocked.Add(ref used, -bytes);
        parent?.Release(bytes);
    }
}
