using DarkSwap.Contracts.Psbts;

namespace DarkSwap.Contracts.Trades;

/// <summary>A trade of this node went into another state, or its confirmations changed.</summary>
public sealed record TradeStateChanged : IMessage
{
    public required Guid EventId { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required Guid TradeId { get; init; }
    public required string OrderId { get; init; }
    public required TradeSide Side { get; init; }

    /// <summary>Peer id of the user whose order the trade fills; null when it is the node's own.</summary>
    public string? Owner { get; init; }

    public required TradeRole Role { get; init; }
    public required TradeState State { get; init; }

    /// <summary>One more with each change of the trade.</summary>
    public required long Version { get; init; }

    public required string Base { get; init; }
    public required string Quote { get; init; }
    public required UInt128 Fill { get; init; }
    public required long QuoteSatoshis { get; init; }
    public string? TransactionId { get; init; }
    public required int Confirmations { get; init; }

    /// <summary>Where the asset side's change goes, once the transaction is known; it may back what remains of the order.</summary>
    public string? AssetChangeOutPoint { get; init; }

    /// <summary>Why it ended, where it did not complete.</summary>
    public string? Reason { get; init; }
}
