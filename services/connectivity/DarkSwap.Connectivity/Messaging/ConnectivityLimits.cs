using System.ComponentModel.DataAnnotations;

namespace DarkSwap.Connectivity.Messaging;

/// <summary>What one peer may send; section <c>Connectivity:Limits</c>.</summary>
public sealed class ConnectivityLimits
{
    /// <summary>Messages a second that are read from one peer before reading pauses.</summary>
    [Range(1, 1_000_000)]
    public int MessagesPerSecond { get; set; } = 1_000;

    /// <summary>Messages that a peer may send at once above that rate.</summary>
    [Range(1, 10_000_000)]
    public int MessageBurst { get; set; } = 10_000;

    /// <summary>Known order events that are remembered to drop repetitions.</summary>
    [Range(1_024, 16_777_216)]
    public int RememberedOrderEvents { get; set; } = 65_536;

    /// <summary>Wrong messages after which a peer is disconnected and refused for <see cref="BanMinutes"/>.</summary>
    [Range(1, 10_000)]
    public int FaultsBeforeBan { get; set; } = 10;

    /// <summary>How long a banned peer is refused, in minutes.</summary>
    [Range(1, 525_600)]
    public int BanMinutes { get; set; } = 720;

    /// <summary>Pages that are asked of a peer's order book on connect; a page holds at most 256 orders.</summary>
    [Range(1, 65_536)]
    public int MaximumOrderbookPages { get; set; } = 4_096;
}
