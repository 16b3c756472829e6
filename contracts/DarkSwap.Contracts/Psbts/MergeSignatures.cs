namespace DarkSwap.Contracts.Psbts;

/// <summary>Request: combine PSBTs of the same template; unsigned, own and other side's. Answer: <see cref="SignaturesMerged"/> or <see cref="TradeRefused"/>.</summary>
public sealed record MergeSignatures
{
    public required TradeTerms Terms { get; init; }
    public required IReadOnlyList<byte[]> Psbts { get; init; }
}
