using DarkSwap.Contracts.Orders;

namespace DarkSwap.Contracts.Psbts;

/// <summary>Request: are these coins unspent, proved by their keys, and do they hold enough of the asset? Answer: <see cref="BackingVerified"/>.</summary>
public sealed record VerifyBacking
{
    public required string Network { get; init; }
    public required string OrderId { get; init; }
    public required string Asset { get; init; }

    /// <summary>What they must hold together, in the asset's smallest unit.</summary>
    public required UInt128 Amount { get; init; }

    public required IReadOnlyList<BackingCoin> Coins { get; init; }
}
