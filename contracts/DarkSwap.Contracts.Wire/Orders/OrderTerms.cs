using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Contracts.Wire.Values;
using DarkSwap.Cryptography;

namespace DarkSwap.Contracts.Wire.Orders;

/// <summary>The terms of an order, which never change. Their canonical bytes are its identity.</summary>
public sealed record OrderTerms
{
    public required string Network { get; init; }
    public required PublicKey Maker { get; init; }

    /// <summary>The peer that negotiates for the maker; the maker itself by default.</summary>
    public required PeerId Agent { get; init; }

    public required Asset Base { get; init; }
    public required Asset Quote { get; init; }
    public required OrderDocumentSide Side { get; init; }

    /// <summary>In the base asset's smallest unit.</summary>
    public required UInt128 BaseAmount { get; init; }

    /// <summary>So many smallest units of the quote asset …</summary>
    public required UInt128 PriceNumerator { get; init; }

    /// <summary>… for so many of the base asset.</summary>
    public required UInt128 PriceDenominator { get; init; }

    public required UInt128 MinimumFill { get; init; }

    /// <summary>Whole microseconds.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whole microseconds.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Outpoints as <c>txid:index</c>.</summary>
    public required IReadOnlyList<string> Backing { get; init; }

    /// <summary>Satoshis per 1,000 virtual bytes.</summary>
    public required long MinimumFeeRate { get; init; }

    /// <summary>Satoshis per 1,000 virtual bytes.</summary>
    public required long MaximumFeeRate { get; init; }
}
