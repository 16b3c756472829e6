using DarkSwap.Contracts.Orders;
using DarkSwap.Orderbook.Domain;

namespace DarkSwap.Orderbook.Persistence;

/// <summary>An order: the signed envelopes that are the truth, and what follows from them, to be searched.</summary>
public sealed class OrderRow
{
    public required string OrderId { get; init; }
    public required string Network { get; init; }
    public required string Maker { get; init; }
    public required string Agent { get; init; }
    public required string Base { get; init; }
    public required string Quote { get; init; }
    public required OrderSide Side { get; init; }
    public required UInt128 BaseAmount { get; init; }
    public required UInt128 PriceQuote { get; init; }
    public required UInt128 PriceBase { get; init; }

    /// <summary><see cref="ExactPrice.SortKey"/>.</summary>
    public required string PriceSortKey { get; init; }

    public required UInt128 MinimumFill { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Of the terms: until then everything about the order is remembered.</summary>
    public required DateTimeOffset OriginalExpiresAt { get; init; }

    /// <summary>Satoshis per 1,000 virtual bytes.</summary>
    public required long MinimumFeeRate { get; init; }

    /// <summary>Satoshis per 1,000 virtual bytes.</summary>
    public required long MaximumFeeRate { get; init; }

    /// <summary>Whether this node settles it: for itself, or as the agent of a user.</summary>
    public required bool IsOwn { get; set; }
    public required byte[] CreationEnvelope { get; set; }
    public byte[]? UpdateEnvelope { get; set; }
    public byte[]? CancellationEnvelope { get; set; }
    public UInt128 Remaining { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }
    public bool IsSuspended { get; set; }
    public UInt128 UpdateSequence { get; set; }
    public byte[] UpdateHash { get; set; } = [];

    /// <summary>JSON of the backing coins.</summary>
    public string Backing { get; set; } = "[]";

    public BackingVerdict Verdict { get; set; }

    /// <summary>When the backing is to be looked at, while the status is pending.</summary>
    public DateTimeOffset NextCheckAt { get; set; }

    public int CheckAttempts { get; set; }
    public OrderStatus Status { get; set; }
    public long Version { get; set; }

    /// <summary>Made and signed by a user's key, which the node does not have: the node's own orders name itself as maker and agent.</summary>
    public bool IsOfUser => Maker != Agent;

    /// <summary>What others are told with the next save, together with what other rows of it have to tell.</summary>
    internal List<OrderChange> Untold { get; } = [];

    public OrderFacts Facts => new()
    {
        IsSell = Side == OrderSide.Sell,
        IsCancelled = CancellationEnvelope is not null,
        IsSuspended = IsSuspended,
        Remaining = Remaining,
        ExpiresAt = ExpiresAt,
        Verdict = Verdict,
    };

    public BookOrder ToBookOrder() => new()
    {
        OrderId = OrderId,
        Side = Side,
        Price = new ExactPrice(PriceQuote, PriceBase),
        Remaining = Remaining,
        MinimumFill = MinimumFill,
        CreatedAt = CreatedAt,
        IsOwn = IsOwn,
    };

    public OrderSnapshot ToSnapshot() => new()
    {
        OrderId = OrderId,
        Network = Network,
        Maker = Maker,
        Agent = Agent,
        Base = Base,
        Quote = Quote,
        Side = Side,
        BaseAmount = BaseAmount,
        Remaining = Remaining,
        MinimumFill = MinimumFill,
        Price = new Contracts.Assets.Price(PriceQuote, PriceBase),
        CreatedAt = CreatedAt,
        ExpiresAt = ExpiresAt,
        Status = Status,
        UpdateSequence = (ulong)UpdateSequence,
        UpdateHash = UpdateHash,
        Backing = CoinsJson.Read(Backing),
        MinimumFeeRate = MinimumFeeRate,
        MaximumFeeRate = MaximumFeeRate,
        IsOwn = IsOwn,
    };
}
