using System.ComponentModel.DataAnnotations;

namespace DarkSwap.Orderbook.Options;

/// <summary>Bounds and intervals of the order book; section <c>orderbook</c>.</summary>
public sealed class OrderbookOptions
{
    /// <summary>Orders of others that are kept at most; above it new ones are dropped.</summary>
    [Range(1, 10_000_000)]
    public int MaximumOrders { get; set; } = 100_000;

    /// <summary>Orders of one maker that are kept at most.</summary>
    [Range(1, 1_000_000)]
    public int MaximumOrdersPerMaker { get; set; } = 1_000;

    /// <summary>Updates and cancellations of orders not seen yet that are kept at most.</summary>
    [Range(0, 1_000_000)]
    public int MaximumOrphans { get; set; } = 10_000;

    /// <summary>The same of one signer.</summary>
    [Range(0, 1_000_000)]
    public int MaximumOrphansPerSigner { get; set; } = 256;

    /// <summary>Orders of one side that a book is computed from, best first.</summary>
    [Range(1, 1_000_000)]
    public int MaximumBookOrders { get; set; } = 10_000;

    /// <summary>Fills that one suggestion names at most.</summary>
    [Range(1, 1_000)]
    public int MaximumSuggestedFills { get; set; } = 32;

    /// <summary>Submissions that wait for the book at most; above it callers are told to come back.</summary>
    [Range(1, 100_000)]
    public int MaximumWaitingSubmissions { get; set; } = 1_024;

    /// <summary>Submissions that share one commit at most.</summary>
    [Range(1, 1_024)]
    public int MaximumSubmissionsPerCommit { get; set; } = 128;

    /// <summary>How often expiries are looked for.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan ExpiryInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a closed order of somebody else is shown after its original expiry.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan Retention { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long own orders are kept after their original expiry.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan OwnRetention { get; set; } = TimeSpan.FromDays(365);

    /// <summary>Wait before backing that could not be checked is looked at again; doubles up to <see cref="MaximumBackingInterval"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan BackingInterval { get; set; } = TimeSpan.FromSeconds(1);

    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan MaximumBackingInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest wait between looks at an order whose backing was found wanting.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan MaximumSecondLookInterval { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Backing checks that run at the same time.</summary>
    [Range(1, 64)]
    public int MaximumConcurrentBackingChecks { get; set; } = 4;

    /// <summary>Longest wait for an answer of another service.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
