using DarkSwap.Libp2p.Muxing;

namespace DarkSwap.Libp2p.Tests.Muxing;

/// <summary>A budget that tells what is reserved of it.</summary>
internal sealed class CountingMemoryBudget(long maximum) : IMemoryBudget
{
    internal long Maximum { get; set; } = maximum;

    internal long Reserved { get; private set; }

    internal long Highest { get; private set; }

    public bool TryReserve(int bytes)
    {
        bytes.ShouldBeGreaterThanOrEqualTo(0);
        if (Reserved + bytes > Maximum)
        {
            return false;
        }

        Reserved += bytes;
        Highest = Math.Max(Highest, Reserved);
        return true;
    }

    public void Release(int bytes)
    {
        Reserved -= bytes;
        Reserved.ShouldBeGreaterThanOrEqualTo(0);
    }
}
