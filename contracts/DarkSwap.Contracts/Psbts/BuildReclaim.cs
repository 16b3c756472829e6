namespace DarkSwap.Contracts.Psbts;

/// <summary>Request: a transaction that spends one side's inputs back to itself and so ends an encumbered trade; runes are kept by an explicit edict. Answer: <see cref="ReclaimBuilt"/> or <see cref="TradeRefused"/>.</summary>
public sealed record BuildReclaim
{
    public required TradeTerms Terms { get; init; }
    public required TradeRole OwnRole { get; init; }

    /// <summary>Fee rate in satoshis per 1,000 virtual bytes.</summary>
    public required long FeeRate { get; init; }
}
