using System.Collections.Immutable;
using DarkSwap.Bitcoin.Fees;
using DarkSwap.Bitcoin.Runes;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Primitives;

namespace DarkSwap.Psbt.Domain.Settlement;

/// <summary>
/// Spends one side's inputs back to its change script, which ends a trade that waits for a silent other side. One output gets everything: each rune by an
/// explicit edict, and by the pointer what the index may have missed.
/// </summary>
public static class ReclaimBuilder
{
    private const uint Version = 2;
    private const int OwnOutput = 0;

    public static Result<ReclaimTransaction, SettlementRefusal> Build(SettlementParty party, RuneBalances holdings, long feeRate)
    {
        if (feeRate is < 1 or > SettlementLimits.MaximumFeeRate)
        {
            return new SettlementRefusal(SettlementRefusalReason.InvalidFeeRate, $"The fee rate must be 1 to {SettlementLimits.MaximumFeeRate} satoshis per 1,000 virtual bytes.");
        }

        var fee = TransactionFee.SatoshisFor(feeRate, SignedWeight.Of(Assemble(party, holdings, 0), party.Inputs.Select(input => input.Script))!.Value);
        var kept = party.TotalSatoshis - fee;
        if (kept < DustLimit.SatoshisOf(party.ChangeScript))
        {
            return new SettlementRefusal(SettlementRefusalReason.DustOutput, $"After a fee of {fee} satoshis {kept} would be left, which is dust.");
        }

        return new ReclaimTransaction(Assemble(party, holdings, kept), fee);
    }

    /// <summary>Whether a transaction gives all of the party's inputs back to its change script, every rune included, whatever fee rate it was built for.</summary>
    public static bool IsReclaim(Transaction transaction, SettlementParty party, RuneBalances holdings) =>
        transaction.Outputs.Length > 0
        && transaction.ToArray().AsSpan().SequenceEqual(Assemble(party, holdings, transaction.Outputs[OwnOutput].ValueSatoshis).ToArray());

    private static Transaction Assemble(SettlementParty party, RuneBalances holdings, long kept)
    {
        var outputs = ImmutableArray.CreateBuilder<TransactionOutput>(2);
        outputs.Add(new(kept, party.ChangeScript));
        if (!holdings.IsEmpty)
        {
            outputs.Add(new(0, RunestoneScript(holdings)));
        }

        var inputs = party.Inputs.Select(input => new TransactionInput(input.OutPoint, TransactionInput.ReplaceableSequence));
        return new(Version, [.. inputs], outputs.ToImmutable(), lockTime: 0);
    }

    /// <summary>As many edicts as the relay limit of 83 bytes allows; the pointer keeps the rest.</summary>
    private static Script RunestoneScript(RuneBalances holdings)
    {
        var edicts = holdings.All.Select(holding => new Edict(holding.Key, holding.Value, OwnOutput)).ToList();
        while (true)
        {
            var script = RunestoneEncoder.ToScript(new Runestone { Edicts = edicts, Pointer = OwnOutput });
            if (script.Length <= SettlementLimits.MaximumDataScriptLength)
            {
                return new Script(script);
            }

            edicts.RemoveAt(edicts.Count - 1);
        }
    }
}
