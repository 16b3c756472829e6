using DarkSwap.Contracts.Orders;

namespace DarkSwap.Contracts.Psbts;

/// <summary>Request: choose from the given coins what a trade needs and describe them. Answer: <see cref="TradeInputsSelected"/> or <see cref="TradeRefused"/>.</summary>
public sealed record SelectTradeInputs
{
    public required string Network { get; init; }
    public required TradeRole Role { get; init; }
    public required string Asset { get; init; }
    public required UInt128 Fill { get; init; }
    public required long QuoteSatoshis { get; init; }

    /// <summary>Fee rate in satoshis per 1,000 virtual bytes when this side pays the fee, else 0.</summary>
    public required long FeeRate { get; init; }

    public required Settlement Settlement { get; init; }

    /// <summary>What the coins' proofs are over; a coin without a valid one is not chosen, and so never locked. Null: proofs are left to the other side.</summary>
    public string? ProofMessage { get; init; }
}
