namespace DarkSwap.Contracts.Psbts;

/// <summary>Request: build the transaction of these terms. Answer: <see cref="TemplatePrepared"/> or <see cref="TradeRefused"/>.</summary>
public sealed record PrepareTemplate
{
    public required TradeTerms Terms { get; init; }
}
