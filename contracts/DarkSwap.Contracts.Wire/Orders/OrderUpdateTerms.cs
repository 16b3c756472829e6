namespace DarkSwap.Contracts.Wire.Orders;

/// <summary>What a maker says anew about an order: never its terms.</summary>
public sealed record OrderUpdateTerms
{
    /// <summary>Lower-case hex.</summary>
    public required string OrderId { get; init; }

    /// <summary>At least 1; of two updates the higher wins.</summary>
    public required ulong Sequence { get; init; }

    /// <summary>What is still open, in the base asset's smallest unit.</summary>
    public required UInt128 Remaining { get; init; }

    /// <summary>Outpoints as <c>txid:index</c>.</summary>
    public required IReadOnlyList<string> Backing { get; init; }

    /// <summary>BIP-322 simple proofs in the order of <see cref="Backing"/>.</summary>
    public required IReadOnlyList<byte[]> Proofs { get; init; }

    /// <summary>No later than the original; whole microseconds.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    public required bool IsSuspended { get; init; }
}
