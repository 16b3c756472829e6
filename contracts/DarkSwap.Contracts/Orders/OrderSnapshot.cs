using DarkSwap.Contracts.Assets;

namespace DarkSwap.Contracts.Orders;

/// <summary>An order as its terms and all known updates make it.</summary>
public sealed record OrderSnapshot
{
    /// <summary>SHA-256 of the order's canonical terms, lower-case hex.</summary>
    public required string OrderId { get; init; }

    public required string Network { get; init; }

    /// <summary>Peer id of the maker's key.</summary>
    public required string Maker { get; init; }

    /// <summary>Peer id of the node that negotiates for the maker.</summary>
    public required string Agent { get; init; }

    /// <summary>Asset in text form, for example <c>RUNE:840000:3</c>.</summary>
    public required string Base { get; init; }

    public required string Quote { get; init; }
    public required OrderSide Side { get; init; }

    /// <summary>Amount of the signed terms, in the base asset's smallest unit.</summary>
    public required UInt128 BaseAmount { get; init; }

    /// <summary>What is still open of it.</summary>
    public required UInt128 Remaining { get; init; }

    public required UInt128 MinimumFill { get; init; }
    public required Price Price { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public required OrderStatus Status { get; init; }

    /// <summary>Sequence of the newest update, 0 when there is none.</summary>
    public required ulong UpdateSequence { get; init; }

    /// <summary>SHA-256 of the newest update's canonical bytes; empty when there is none.</summary>
    public required byte[] UpdateHash { get; init; }

    public required IReadOnlyList<BackingCoin> Backing { get; init; }

    /// <summary>Lowest fee rate that the maker signs, in satoshis per 1,000 virtual bytes.</summary>
    public required long MinimumFeeRate { get; init; }

    /// <summary>Highest fee rate that the maker signs, in satoshis per 1,000 virtual bytes.</summary>
    public required long MaximumFeeRate { get; init; }

    /// <summary>Whether this node's operator is the maker.</summary>
    public required bool IsOwn { get; init; }
}
