using DarkSwap.Bitcoin.Runes;
using DarkSwap.Contracts.Psbts;

namespace DarkSwap.Psbt.Domain.Settlement.Checks;

/// <summary>4: our own parser finds the one edict that was agreed, the right pointer, and nothing else.</summary>
public sealed class RunestoneIsAsAgreedCheck : ISettlementCheck
{
    public SettlementCheck Check => SettlementCheck.RunestoneIsAsAgreed;

    public bool RunsAt(TradeCheckStage stage) => true;

    public CheckFault? Run(SettlementCheckContext context)
    {
        if (context.Transaction is not { } transaction || !context.TryGetAssetSideHoldings(out var holdings))
        {
            return new("What the asset inputs hold is not known now.", IsTransient: true);
        }

        var data = transaction.Outputs.Where(output => output.Script.IsOpReturn).ToList();
        if (data.Count != 1 || transaction.Outputs[^1] != data[0] || data[0].Script.Length > SettlementLimits.MaximumDataScriptLength)
        {
            return new("The last output, and no other, must be an OP_RETURN of at most 83 bytes.");
        }

        if (RunestoneDecoder.Decode(data[0].Script.Span, transaction.Outputs.Length) is not Runestone runestone)
        {
            return new("The OP_RETURN is not a well-formed runestone: runes would be lost.");
        }

        if (runestone.Etching is not null || runestone.Mint is not null)
        {
            return new("The runestone etches or mints.");
        }

        var isEdictRight = runestone.Edicts is [var edict] && edict == new Edict(context.Terms.Rune, context.Terms.Fill, 0);
        uint pointer = holdings.IsExactly(context.Terms.Rune, context.Terms.Fill) ? 1u : 2u;
        return isEdictRight && runestone.Pointer == pointer ? null : new("The runestone does not give exactly the fill to output 0 and the rest back to its owner.");
    }
}
