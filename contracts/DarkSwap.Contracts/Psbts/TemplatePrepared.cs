namespace DarkSwap.Contracts.Psbts;

public sealed record TemplatePrepared
{
    /// <summary>Unsigned PSBT (BIP-174) with the fields that both wallets need.</summary>
    public required byte[] Psbt { get; init; }

    /// <summary>SHA-256 of the unsigned transaction with amounts and scripts of all inputs.</summary>
    public required byte[] TemplateHash { get; init; }

    public required string TransactionId { get; init; }
    public required long FeeSatoshis { get; init; }

    /// <summary>Outpoint of the asset change (output 2); null when the asset side's inputs hold exactly what is traded.</summary>
    public string? AssetChangeOutPoint { get; init; }
}
