namespace DarkSwap.Contracts.Psbts;

/// <summary>Request: check that a signed PSBT spends one side's inputs of a trade back to that side, as <see cref="BuildReclaim"/> made it, and extract its final transaction. Answer: <see cref="ReclaimFinalized"/> or <see cref="TradeRefused"/>.</summary>
public sealed record FinalizeReclaim
{
    public required TradeTerms Terms { get; init; }

    public required TradeRole OwnRole { get; init; }

    /// <summary>The PSBT of <see cref="ReclaimBuilt"/>, signed by the user's wallet.</summary>
    public required byte[] Psbt { get; init; }
}
