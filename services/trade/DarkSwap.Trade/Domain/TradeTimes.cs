namespace DarkSwap.Trade.Domain;

/// <summary>Durations and counts that the machine works with.</summary>
public sealed record TradeTimes
{
    /// <summary>Longest that choosing and locking coins for a proposal may take.</summary>
    public TimeSpan Preparation { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Longest that a taker may leave a proposal open, or any side a signature.</summary>
    public TimeSpan LongestWindow { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long each side has to sign.</summary>
    public TimeSpan Signing { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>Longest that a proposal may let an order with automatic acceptance wait for the taker's signature.</summary>
    public TimeSpan LongestHold => 2 * Signing;

    /// <summary>What a message that was sent in time may take to arrive.</summary>
    public TimeSpan Transit { get; init; } = TimeSpan.FromSeconds(15);

    public TimeSpan Rebroadcast { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the other side is told of an end, and of the final transaction.</summary>
    public TimeSpan Notice { get; init; } = TimeSpan.FromMinutes(10);

    public TimeSpan FinalDelivery { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Blocks for which a trade stays watched after its end is confirmed.</summary>
    public int FurtherConfirmations { get; init; } = 6;

    /// <summary>Most rounds, the first included.</summary>
    public int MaximumRounds { get; init; } = 16;

    /// <summary>Most messages of one trade that wait for an earlier one.</summary>
    public int MaximumEarlyMessages { get; init; } = 8;
}
