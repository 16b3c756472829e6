namespace DarkSwap.Contracts.Psbts;

/// <summary>Everything that both sides' rebuild of the template depends on, and nothing else.</summary>
public sealed record TradeTerms
{
    /// <summary>Version of the template, 1.</summary>
    public required int TemplateVersion { get; init; }

    public required string Network { get; init; }
    public required Guid TradeId { get; init; }
    public required string OrderId { get; init; }

    /// <summary>The base asset in text form.</summary>
    public required string Asset { get; init; }

    /// <summary>Amount that changes hands, in the asset's smallest unit.</summary>
    public required UInt128 Fill { get; init; }

    public required long QuoteSatoshis { get; init; }
    public required TradeParty AssetSide { get; init; }
    public required TradeParty BitcoinSide { get; init; }

    /// <summary>Fee rate in satoshis per 1,000 virtual bytes.</summary>
    public required long FeeRate { get; init; }

    /// <summary>Side of the taker, who pays the whole fee.</summary>
    public required TradeRole Taker { get; init; }
}
