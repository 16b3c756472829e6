using DarkSwap.Bitcoin.Runes;
using DarkSwap.Contracts.Psbts;

namespace DarkSwap.Psbt.Domain.Settlement;

/// <summary>Terms that were read and found to make sense: amounts in range, inputs distinct, sorted and of a kind that can be signed, scripts payable.</summary>
public sealed record SettlementTerms
{
    public required string Network { get; init; }
    public required Guid TradeId { get; init; }

    /// <summary>Lower-case hexadecimal.</summary>
    public required string OrderId { get; init; }

    public required RuneId Rune { get; init; }

    /// <summary>Amount of the rune that changes hands, in its smallest unit; at least 1.</summary>
    public required UInt128 Fill { get; init; }

    public required long QuoteSatoshis { get; init; }
    public required SettlementParty AssetSide { get; init; }
    public required SettlementParty BitcoinSide { get; init; }

    /// <summary>Satoshis per 1,000 virtual bytes.</summary>
    public required long FeeRate { get; init; }

    public required TradeRole Taker { get; init; }

    public IEnumerable<SettlementInput> Inputs => AssetSide.Inputs.Concat(BitcoinSide.Inputs);

    public SettlementParty PartyOf(TradeRole role) => role switch
    {
        TradeRole.GivesAsset => AssetSide,
        TradeRole.GivesBitcoin => BitcoinSide,
    };

    public static TradeRole OtherThan(TradeRole role) => role switch
    {
        TradeRole.GivesAsset => TradeRole.GivesBitcoin,
        TradeRole.GivesBitcoin => TradeRole.GivesAsset,
    };
}
