using DarkSwap.Libp2p.Muxing;

namespace DarkSwap.Fuzz.Tests.Targets;

/// <summary>A budget that can be shut for a while.</summary>
internal sealed class FuzzBudget : IMemoryBudget
{
    internal const long Limit = 96 * 1024;

    internal long Reserved { get; private set; }

    internal bool IsShut { get; set; }

    public bool TryReserve(int bytes)
    {
        Expect.True(bytes >= 0);
        if (IsShut || Reserved + bytes > Limit)
        {
            return false;
        }

        Reserved += bytes;
        return true;
    }

    public void Release(int bytes) => Reserved -= bytes;
}
