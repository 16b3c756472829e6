using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Trades;

namespace DarkSwap.Trade.Domain;

/// <summary>Everything that one side knows of a trade. Immutable; only <see cref="TradeMachine"/> makes new ones.</summary>
public sealed record TradeAggregate
{
    public required Guid TradeId { get; init; }

    public required string OrderId { get; init; }

    public required string Network { get; init; }

    public required TradeSide Side { get; init; }

    /// <summary>Peer id of the other side.</summary>
    public required string Counterparty { get; init; }

    public required UInt128 Fill { get; init; }

    public required long QuoteSatoshis { get; init; }

    /// <summary>Fee rate of the first round, in satoshis per 1,000 virtual bytes.</summary>
    public required long FeeRate { get; init; }

    /// <summary>The order's newest update that the proposal names.</summary>
    public required ulong UpdateSequence { get; init; }

    public required byte[] UpdateHash { get; init; }

    /// <summary>Public key of the taker in libp2p's protobuf encoding.</summary>
    public required byte[] TakerKey { get; init; }

    public required byte[] Nonce { get; init; }

    /// <summary>Confirmations that end the trade, for this side.</summary>
    public required int ConfirmationsWanted { get; init; }

    public required int MakerCoinConfirmations { get; init; }

    public required int TakerCoinConfirmations { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required DateTimeOffset AcceptBy { get; init; }

    public required DateTimeOffset SignBy { get; init; }

    /// <summary>The order as this side saw it when the trade began; null at the maker until it has been looked up.</summary>
    public OrderSnapshot? Order { get; init; }

    /// <summary>This side's private data; null at the maker until the order has been looked up.</summary>
    public Settlement? Settlement { get; init; }

    public TradeParty? OwnParty { get; init; }

    public TradeParty? PeerParty { get; init; }

    /// <summary>How far the two sides have come; what the chain makes of it is <see cref="TradeView.StateOf"/>.</summary>
    public required TradeState Stage { get; init; }

    public required TradeActivity Activity { get; init; }

    public TradeNotice? Notice { get; init; }

    public IReadOnlyList<TradeRound> Rounds { get; init; } = [];

    public int NextSequence { get; init; }

    /// <summary>Hash of the transcript so far.</summary>
    public required byte[] TranscriptHash { get; init; }

    public IReadOnlyList<TranscriptMark> Marks { get; init; } = [];

    public IReadOnlyList<EarlyMessage> Early { get; init; } = [];

    public IReadOnlyList<Observation> Observations { get; init; } = [];

    public IReadOnlyList<Conflict> Conflicts { get; init; } = [];

    public Reclaim? Reclaim { get; init; }

    public DateTimeOffset? RebroadcastAt { get; init; }

    public bool IsWatched { get; init; }

    /// <summary>Nothing can happen to it any more: it ended before a signature left, or its end is deep in the chain.</summary>
    public bool IsClosed { get; init; }

    public string? Reason { get; init; }

    /// <summary>One more with each change.</summary>
    public required long Version { get; init; }
}
