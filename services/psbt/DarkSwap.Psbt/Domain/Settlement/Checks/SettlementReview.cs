using System.Collections.Immutable;
using DarkSwap.Bitcoin.Fees;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Contracts.Psbts;

namespace DarkSwap.Psbt.Domain.Settlement.Checks;

/// <summary>What several checks reckon from the transaction alone, not from how it was built.</summary>
public static class SettlementReview
{
    /// <summary>Null while it is not known what the inputs hold.</summary>
    public static SettlementOutcome? Simulate(SettlementCheckContext context)
    {
        if (context.Transaction is not { } transaction)
        {
            return null;
        }

        var spent = ImmutableArray.CreateBuilder<SpentCoin>(transaction.Inputs.Length);
        var offered = context.Terms.Inputs.ToDictionary(input => input.OutPoint);
        foreach (var input in transaction.Inputs)
        {
            if (!offered.TryGetValue(input.PreviousOutput, out var known) || context.FactsOf(input.PreviousOutput).Runes is not { } runes)
            {
                return null;
            }

            spent.Add(new(known.SpentOutput, runes));
        }

        return SettlementSimulation.Run(transaction, spent.ToImmutable());
    }

    public static bool HasUnknownAssets(SettlementCheckContext context) =>
        context.Terms.Inputs.Select(input => context.FactsOf(input.OutPoint))
            .Any(facts => facts.Inscriptions == AssetPresence.Unknown || facts.Alkanes == AssetPresence.Unknown);

    /// <summary>What the inputs hold more than the outputs, in satoshis.</summary>
    public static long FeeOf(SettlementTerms terms, Transaction transaction) =>
        terms.Inputs.Sum(input => input.Satoshis) - transaction.Outputs.Sum(output => output.ValueSatoshis);

    /// <summary>Fee of this transaction at the agreed rate, in satoshis.</summary>
    public static long RequiredFee(SettlementTerms terms, Transaction transaction) =>
        TransactionFee.SatoshisFor(terms.FeeRate, SignedWeight.Of(transaction, terms.Inputs.Select(input => input.Script))!.Value);

    /// <summary>Most that may join the fee because it would be dust as the bitcoin side's change: 0 when there is such an output.</summary>
    public static long LargestDroppedChange(SettlementTerms terms, Transaction transaction)
    {
        var change = new TransactionOutput(0, terms.BitcoinSide.ChangeScript);
        var assetChange = new TransactionOutput(SettlementLimits.PostageSatoshis, terms.AssetSide.ChangeScript);
        if (transaction.Outputs.Length > 3 && transaction.Outputs[^2] != assetChange && transaction.Outputs[^2].Script == change.Script)
        {
            return 0;
        }

        // Whoever pays for it, an output that is left out need not be paid for.
        var feeOfOutput = terms.Taker == TradeRole.GivesBitcoin ? TransactionFee.SatoshisFor(terms.FeeRate, change.Size * 4) : 0;
        return DustLimit.SatoshisOf(change.Script) - 1 + feeOfOutput;
    }
}
