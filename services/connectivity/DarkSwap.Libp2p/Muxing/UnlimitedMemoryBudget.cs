namespace DarkSwap.Libp2p.Muxing;

/// <summary>Leaves the muxer to its own limits.</summary>
internal sealed class UnlimitedMemoryBudget : IMemoryBudget
{
    internal static UnlimitedMemoryBudget Instance { get; } = new();

    public bool TryReserve(int bytes) => true;

    public void Release(int bytes)
    {
    }
}
