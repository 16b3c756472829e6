namespace DarkSwap.Libp2p.Swarm.Pool;

/// <summary>Which connections are kept.</summary>
public sealed record PoolOptions
{
    /// <summary>Connections above which the least valuable are closed, down to <see cref="LowWater"/>.</summary>
    public int HighWater { get; init; } = 384;

    /// <summary>Connections that are kept however little they are used.</summary>
    public int LowWater { get; init; } = 256;

    /// <summary>A connection is not judged before it has been open for so long.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Above the low water, a connection without streams is closed when it was not used for so long.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Time between two looks at all connections.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);
}
