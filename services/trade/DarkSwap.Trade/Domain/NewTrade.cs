using DarkSwap.Contracts.Orders;

namespace DarkSwap.Trade.Domain;

/// <summary>What a taker begins a trade with.</summary>
public sealed record NewTrade
{
    public required Guid TradeId { get; init; }

    public required OrderSnapshot Order { get; init; }

    public required UInt128 Fill { get; init; }

    public required long QuoteSatoshis { get; init; }

    /// <summary>Satoshis per 1,000 virtual bytes.</summary>
    public required long FeeRate { get; init; }

    public required Settlement Settlement { get; init; }

    /// <summary>Public key in libp2p's protobuf encoding.</summary>
    public required byte[] TakerKey { get; init; }

    public required byte[] Nonce { get; init; }

    public required int ConfirmationsWanted { get; init; }

    public required int MakerCoinConfirmations { get; init; }

    public required int TakerCoinConfirmations { get; init; }

    /// <summary>How long the maker has to accept.</summary>
    public required TimeSpan AcceptWithin { get; init; }
}
