using System.Text.Json.Serialization;
using DarkSwap.Contracts.Orders;
using DarkSwap.Hosting.Json;

namespace DarkSwap.Orderbook.Endpoints;

/// <summary>What there is to sign for an order.</summary>
public sealed record OrderDraftResponse
{
    public required string OrderId { get; init; }

    /// <summary>Canonical bytes of the terms, for <c>POST /orders</c>.</summary>
    public required byte[] Document { get; init; }

    public required string Network { get; init; }

    /// <summary>To be signed as BIP-322 simple by the address of every coin.</summary>
    public required string BackingMessage { get; init; }

    public required DraftTerms Terms { get; init; }

    /// <summary>The terms with every default filled in.</summary>
    public sealed record DraftTerms
    {
        public required string Maker { get; init; }
        public required string Agent { get; init; }
        public required string Base { get; init; }
        public required string Quote { get; init; }
        public required OrderSide Side { get; init; }
        public required UInt128 BaseAmount { get; init; }
        public required PriceBody Price { get; init; }
        public required UInt128 MinimumFill { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
        public required DateTimeOffset ExpiresAt { get; init; }
        public required IReadOnlyList<string> Backing { get; init; }

        /// <summary>Satoshis per 1,000 virtual bytes.</summary>
        [JsonConverter(typeof(DecimalStringInt64Converter))]
        public required long MinimumFeeRate { get; init; }

        /// <summary>Satoshis per 1,000 virtual bytes.</summary>
        [JsonConverter(typeof(DecimalStringInt64Converter))]
        public required long MaximumFeeRate { get; init; }
    }
}
