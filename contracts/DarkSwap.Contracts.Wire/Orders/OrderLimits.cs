namespace DarkSwap.Contracts.Wire.Orders;

/// <summary>Bounds that every node applies to signed orders.</summary>
public static class OrderLimits
{
    /// <summary>Version of the order document.</summary>
    public const uint Version = 1;

    /// <summary>Longest signed envelope in bytes.</summary>
    public const int MaximumEnvelopeLength = 16 * 1024;

    public const int MaximumBackingCoins = 32;

    /// <summary>Longest BIP-322 proof of one coin, in bytes.</summary>
    public const int MaximumProofLength = 1024;

    /// <summary>Satoshis that can exist.</summary>
    public const long MaximumSatoshis = 2_100_000_000_000_000;

    /// <summary>Highest fee rate that an order may name, in satoshis per 1,000 virtual bytes.</summary>
    public const long MaximumFeeRate = 10_000_000;

    /// <summary>Longest time from creation to expiry.</summary>
    public static TimeSpan MaximumLifetime => TimeSpan.FromDays(7);

    /// <summary>How far in the future a creation may lie.</summary>
    public static TimeSpan MaximumClockSkew => TimeSpan.FromSeconds(60);
}
