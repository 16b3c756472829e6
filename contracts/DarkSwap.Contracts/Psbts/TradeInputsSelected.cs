namespace DarkSwap.Contracts.Psbts;

public sealed record TradeInputsSelected
{
    /// <summary>Inputs and scripts of this side, as they go into <see cref="TradeTerms"/>.</summary>
    public required TradeParty Party { get; init; }
}
