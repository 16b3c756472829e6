namespace DarkSwap.Libp2p.Muxing;

/// <summary>
/// Memory that somebody else accounts for: bytes that a connection keeps until they are read or sent, not windows that it has granted. Thread-safe.
/// Both methods are called under a muxer's lock: they answer at once and call nothing back.
/// </summary>
internal interface IMemoryBudget
{
    /// <summary>False, and nothing taken, when <paramref name="bytes"/> are more than is left.</summary>
    bool TryReserve(int bytes);

    /// <summary>Gives back what was reserved, all at once or in parts.</summary>
    void Release(int bytes);
}
