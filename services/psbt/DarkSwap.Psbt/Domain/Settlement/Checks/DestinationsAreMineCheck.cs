using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Contracts.Psbts;

namespace DarkSwap.Psbt.Domain.Settlement.Checks;

/// <summary>13: what this side gets goes to the scripts of its own settlement data.</summary>
public sealed class DestinationsAreMineCheck : ISettlementCheck
{
    public SettlementCheck Check => SettlementCheck.DestinationsAreMine;

    public bool RunsAt(TradeCheckStage stage) => true;

    public CheckFault? Run(SettlementCheckContext context)
    {
        var own = context.Own;
        if (context.OwnParty.ReceiveScript != own.ReceiveScript || context.OwnParty.ChangeScript != own.ChangeScript)
        {
            return new("The terms name other destinations than this side asked for.");
        }

        if (context.Transaction is not { } transaction || !context.TryGetAssetSideHoldings(out var holdings))
        {
            return new("What the asset inputs hold is not known now.", IsTransient: true);
        }

        var hasAssetChange = !holdings.IsExactly(context.Terms.Rune, context.Terms.Fill);
        var scripts = transaction.Outputs.Select(output => output.Script).ToList();
        var isMine = context.OwnRole switch
        {
            TradeRole.GivesAsset => scripts.ElementAtOrDefault(1) == own.ReceiveScript && (!hasAssetChange || scripts.ElementAtOrDefault(2) == own.ChangeScript),
            TradeRole.GivesBitcoin => scripts.ElementAtOrDefault(0) == own.ReceiveScript && IsBitcoinChangeMine(scripts, hasAssetChange ? 3 : 2, own),
        };
        return isMine ? null : new("An output for this side pays somebody else.");
    }

    /// <summary>There may be none; the last output is the runestone.</summary>
    private static bool IsBitcoinChangeMine(List<Script> scripts, int index, OwnSide own) =>
        scripts.Count <= index + 1 || scripts[index] == own.ChangeScript;
}
