using System.Text.Json.Serialization;
using DarkSwap.Contracts.Orders;
using DarkSwap.Hosting.Json;

namespace DarkSwap.Orderbook.Endpoints;

/// <summary>Terms that the operator wants to trade on.</summary>
public sealed record OrderDraftRequest
{
    public required string Base { get; init; }
    public required string Quote { get; init; }
    public required OrderSide Side { get; init; }
    public required UInt128 BaseAmount { get; init; }
    public required PriceBody Price { get; init; }

    /// <summary>Default: the whole amount.</summary>
    public UInt128? MinimumFill { get; init; }

    /// <summary>Default: one day from now; at most seven.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Satoshis per 1,000 virtual bytes; default 1,000.</summary>
    [JsonConverter(typeof(DecimalStringInt64Converter))]
    public long MinimumFeeRate { get; init; } = 1_000;

    /// <summary>Satoshis per 1,000 virtual bytes; default 500,000.</summary>
    [JsonConverter(typeof(DecimalStringInt64Converter))]
    public long MaximumFeeRate { get; init; } = 500_000;

    /// <summary>Coins that hold what is sold; empty when buying.</summary>
    public IReadOnlyList<string> Backing { get; init; } = [];
}
