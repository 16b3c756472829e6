using System.Collections.Immutable;
using DarkSwap.Bitcoin.Fees;
using DarkSwap.Bitcoin.Runes;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Primitives;

namespace DarkSwap.Psbt.Domain.Settlement;

/// <summary>Builds the same bytes from the same terms on both sides (docs/protocols/settlement.md, template version 1).</summary>
public static class TemplateBuilder
{
    private const uint Version = 2;

    /// <param name="terms">What was agreed.</param>
    /// <param name="assetSideHoldings">All runes that the asset side's inputs hold together.</param>
    public static Result<SettlementTemplate, SettlementRefusal> Build(SettlementTerms terms, RuneBalances assetSideHoldings)
    {
        if (assetSideHoldings[terms.Rune] < terms.Fill)
        {
            return new SettlementRefusal(SettlementRefusalReason.InsufficientAsset, $"The inputs hold {assetSideHoldings[terms.Rune]} of the rune; {terms.Fill} are to change hands.");
        }

        var hasAssetChange = !assetSideHoldings.IsExactly(terms.Rune, terms.Fill);
        return BuildWithChange(terms, hasAssetChange) ?? BuildWithoutChange(terms, hasAssetChange);
    }

    /// <summary>Null if what is left for the bitcoin side is below the dust limit of its script.</summary>
    private static Result<SettlementTemplate, SettlementRefusal>? BuildWithChange(SettlementTerms terms, bool hasAssetChange)
    {
        // The fee depends on sizes alone, so any amount may stand for the ones that it decides.
        var fee = FeeOf(terms, Assemble(terms, hasAssetChange, payment: 0, bitcoinChange: 0));
        var change = LeftOfBitcoin(terms) - (terms.Taker == TradeRole.GivesBitcoin ? fee : 0);
        if (change < DustLimit.SatoshisOf(terms.BitcoinSide.ChangeScript))
        {
            return null;
        }

        return Finish(terms, hasAssetChange, fee, change);
    }

    private static Result<SettlementTemplate, SettlementRefusal> BuildWithoutChange(SettlementTerms terms, bool hasAssetChange)
    {
        var fee = FeeOf(terms, Assemble(terms, hasAssetChange, payment: 0, bitcoinChange: null));
        var left = LeftOfBitcoin(terms) - (terms.Taker == TradeRole.GivesBitcoin ? fee : 0);
        return left < 0
            ? new SettlementRefusal(SettlementRefusalReason.InsufficientBitcoin, $"{-left} satoshis are missing on the side that gives bitcoin.")
            : Finish(terms, hasAssetChange, fee, bitcoinChange: null);
    }

    private static Result<SettlementTemplate, SettlementRefusal> Finish(SettlementTerms terms, bool hasAssetChange, long fee, long? bitcoinChange)
    {
        var payment = terms.QuoteSatoshis + terms.AssetSide.TotalSatoshis
            - (hasAssetChange ? SettlementLimits.PostageSatoshis : 0)
            - (terms.Taker == TradeRole.GivesAsset ? fee : 0);
        if (payment < DustLimit.SatoshisOf(terms.AssetSide.ReceiveScript))
        {
            return new SettlementRefusal(SettlementRefusalReason.DustOutput, $"The side that gives the asset would get {payment} satoshis, which is dust.");
        }

        var transaction = Assemble(terms, hasAssetChange, payment, bitcoinChange);
        var spent = terms.Inputs.Select(input => input.SpentOutput).ToImmutableArray();
        return new SettlementTemplate
        {
            Transaction = transaction,
            SpentOutputs = spent,
            FeeSatoshis = spent.Sum(output => output.ValueSatoshis) - transaction.Outputs.Sum(output => output.ValueSatoshis),
            HasAssetChange = hasAssetChange,
            BitcoinChangeOutput = bitcoinChange is null ? null : hasAssetChange ? 3 : 2,
        };
    }

    private static Transaction Assemble(SettlementTerms terms, bool hasAssetChange, long payment, long? bitcoinChange)
    {
        var outputs = ImmutableArray.CreateBuilder<TransactionOutput>(5);
        outputs.Add(new(SettlementLimits.PostageSatoshis, terms.BitcoinSide.ReceiveScript));
        outputs.Add(new(payment, terms.AssetSide.ReceiveScript));
        if (hasAssetChange)
        {
            outputs.Add(new(SettlementLimits.PostageSatoshis, terms.AssetSide.ChangeScript));
        }

        if (bitcoinChange is { } change)
        {
            outputs.Add(new(change, terms.BitcoinSide.ChangeScript));
        }

        outputs.Add(new(0, RunestoneScript(terms, hasAssetChange)));
        var inputs = terms.Inputs.Select(input => new TransactionInput(input.OutPoint, TransactionInput.ReplaceableSequence));
        return new(Version, [.. inputs], outputs.DrainToImmutable(), lockTime: 0);
    }

    private static Script RunestoneScript(SettlementTerms terms, bool hasAssetChange)
    {
        var script = RunestoneEncoder.ToScript(new Runestone
        {
            Edicts = [new Edict(terms.Rune, terms.Fill, SettlementTemplate.AssetOutput)],
            Pointer = (uint)(hasAssetChange ? SettlementTemplate.AssetChangeOutput : SettlementTemplate.PaymentOutput),
        });
        return script.Length <= SettlementLimits.MaximumDataScriptLength
            ? new Script(script)
            : throw new InvalidOperationException("One edict and a pointer never take more than 83 bytes.");
    }

    /// <summary>What the bitcoin side has left after the price and the postage of the asset, before a fee.</summary>
    private static long LeftOfBitcoin(SettlementTerms terms) =>
        terms.BitcoinSide.TotalSatoshis - terms.QuoteSatoshis - SettlementLimits.PostageSatoshis;

    private static long FeeOf(SettlementTerms terms, Transaction transaction) =>
        TransactionFee.SatoshisFor(terms.FeeRate, SignedWeight.Of(transaction, terms.Inputs.Select(input => input.Script))!.Value);
}
