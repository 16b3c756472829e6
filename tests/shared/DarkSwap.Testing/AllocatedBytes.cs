namespace DarkSwap.Testing;

/// <summary>What a piece of work takes from the heap, on the thread that does it.</summary>
public static class AllocatedBytes
{
    /// <summary>
    /// A limit for work that must not take memory by its input, which has to be large enough to be told from this. Less cannot be seen: the runtime hands a thread 8 KiB at a time
    /// and now and then counts what is left of them as used when a collection, for anybody's sake, falls into the work; and what runs for the first time loads types.
    /// </summary>
    public const long Noise = 64 * 1024;

    /// <param name="work">Runs once, to its end, on this thread.</param>
    public static long Of(Action work)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
