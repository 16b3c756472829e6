using DarkSwap.Primitives;

namespace DarkSwap.Connectivity.Messaging;

/// <summary>Tells how long a reader must pause so that a peer keeps to its rate. A pure core, not thread-safe.</summary>
public sealed class TokenBucket
{
    private readonly double tokensPerSecond;
    private readonly double capacity;
    private double tokens;
    private MonotonicTime updatedAt;

    public TokenBucket(double tokensPerSecond, double capacity, MonotonicTime now)
    {
        this.tokensPerSecond = tokensPerSecond;
        this.capacity = capacity;
        tokens = capacity;
        updatedAt = now;
    }

    /// <summary>Takes tokens, into debt if need be; returns how long to wait until the debt is paid.</summary>
    public TimeSpan Take(int count, MonotonicTime at)
    {
        tokens = Math.Min(capacity, tokens + Math.Max(0, (at - updatedAt).TotalSeconds) * tokensPerSecond);
        updatedAt = at;
        tokens -= count;
        return tokens >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-tokens / tokensPerSecond);
    }
}
