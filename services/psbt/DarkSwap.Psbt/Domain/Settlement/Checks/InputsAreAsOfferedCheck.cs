using DarkSwap.Contracts.Psbts;

namespace DarkSwap.Psbt.Domain.Settlement.Checks;

/// <summary>2: our inputs are ones that we offered, none of theirs pays a script of ours, and each of theirs is proved by its key.</summary>
public sealed class InputsAreAsOfferedCheck : ISettlementCheck
{
    public SettlementCheck Check => SettlementCheck.InputsAreAsOffered;

    public bool RunsAt(TradeCheckStage stage) => stage is TradeCheckStage.BeforeAcceptance or TradeCheckStage.BeforeSigning;

    public CheckFault? Run(SettlementCheckContext context)
    {
        foreach (var input in context.OwnParty.Inputs)
        {
            if (!context.Own.OutPoints.Contains(input.OutPoint))
            {
                return new($"{input.OutPoint} was not offered by this side.");
            }
        }

        var otherRole = SettlementTerms.OtherThan(context.OwnRole);
        foreach (var input in context.OtherParty.Inputs)
        {
            if (context.Own.OutPoints.Contains(input.OutPoint) || context.Own.Scripts.Contains(input.Script))
            {
                return new($"{input.OutPoint}, offered by the other side, is a coin of this side.");
            }

            if (!CoinProof.Verifies(input, CoinProof.MessageOf(context.Terms, otherRole)))
            {
                return new($"The proof of {input.OutPoint} is not valid.");
            }
        }

        return null;
    }
}
