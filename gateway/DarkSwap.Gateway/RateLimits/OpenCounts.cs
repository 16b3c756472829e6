namespace DarkSwap.Gateway.RateLimits;

/// <summary>How many of something each source has open. No count is zero, so there are never more entries than things open.</summary>
internal sealed class OpenCounts<TSource>(int maximum)
    where TSource : struct
{
    private readonly Lock exclusive = new();
    private readonly Dictionary<TSource, int> counts = [];

    /// <summary>If so, the caller must <see cref="Leave"/> once.</summary>
    public bool TryEnter(TSource source)
    {
        lock (exclusive)
        {
            var count = counts.GetValueOrDefault(source);
            if (count >= maximum)
            {
                return false;
            }

            counts[source] = count + 1;
            return true;
        }
    }

    public void Leave(TSource source)
    {
        lock (exclusive)
        {
            if (--counts[source] == 0)
            {
                counts.Remove(source);
            }
        }
    }
}
