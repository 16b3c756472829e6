using DarkSwap.Contracts.Psbts;

namespace DarkSwap.Psbt.Domain.Settlement.Checks;

/// <summary>5: every input is unspent in chain and mempool and is what was said of it; theirs are confirmed as agreed.</summary>
public sealed class InputsExistUnspentCheck : ISettlementCheck
{
    public SettlementCheck Check => SettlementCheck.InputsExistUnspent;

    public bool RunsAt(TradeCheckStage stage) => stage is TradeCheckStage.BeforeAcceptance or TradeCheckStage.BeforeSigning;

    public CheckFault? Run(SettlementCheckContext context)
    {
        foreach (var input in context.Terms.Inputs)
        {
            var facts = context.FactsOf(input.OutPoint);
            switch (facts.Presence)
            {
                case CoinPresence.Unknown:
                    return new($"The Bitcoin node cannot be asked about {input.OutPoint} now.", IsTransient: true);
                case CoinPresence.SpentOrMissing:
                    return new($"{input.OutPoint} is spent or does not exist.");
                case CoinPresence.Unspent when facts.Output != input.SpentOutput:
                    return new($"{input.OutPoint} has another amount or script on the chain.");
            }
        }

        var unconfirmed = context.OtherParty.Inputs.FirstOrDefault(input => context.FactsOf(input.OutPoint).Confirmations < context.ConfirmationsWanted);
        return unconfirmed is null ? null : new($"{unconfirmed.OutPoint} does not have {context.ConfirmationsWanted} confirmations yet.", IsTransient: true);
    }
}
