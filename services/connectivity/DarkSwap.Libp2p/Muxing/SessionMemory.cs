namespace DarkSwap.Libp2p.Muxing;

/// <summary>The memory of one session: a bound of its own inside a budget that other sessions share. Not thread-safe.</summary>
internal sealed class SessionMemory(IMemoryBudget budget, int maximum) : IMemoryBudget
{
    private long reserved;
    private bool isReturned;

    /// <summary>A reservation was refused, and nothing has shown since that there is room again.</summary>
    internal bool IsTight { get; private set; }

    public bool TryReserve(int bytes)
    {
        if (isReturned)
        {
            return true;
        }

        if (reserved + bytes > maximum || !budget.TryReserve(bytes))
        {
            IsTight = true;
            return false;
        }

        reserved += bytes;
        return true;
    }

    public void Release(int bytes)
    {
        if (!isReturned)
        {
            reserved -= bytes;
            budget.Release(bytes);
        }
    }

    /// <summary>Asks without taking.</summary>
    internal bool HasRoomFor(int bytes)
    {
        var hasRoom = reserved + bytes <= maximum && budget.TryReserve(bytes);
        if (hasRoom)
        {
            budget.Release(bytes);
        }

        return hasRoom;
    }

    /// <summary>True, and no longer tight, once <paramref name="bytes"/> could be reserved.</summary>
    internal bool TryRelax(int bytes)
    {
        IsTight = !HasRoomFor(bytes);
        return !IsTight;
    }

    /// <summary>The session has ended: gives everything back, whatever is still read of it.</summary>
    internal void Return()
    {
        isReturned = true;
        IsTight = false;
        for (; reserved > 0; reserved -= Math.Min(reserved, int.MaxValue))
        {
            budget.Release((int)Math.Min(reserved, int.MaxValue));
        }
    }
}
