using DarkSwap.Contracts.Psbts;

namespace DarkSwap.Psbt.Domain.Settlement.Checks;

/// <summary>14: nothing has expired, the network is ours, and the other side has signed these very terms.</summary>
public sealed class TermsAreSignedAndCurrentCheck : ISettlementCheck
{
    public SettlementCheck Check => SettlementCheck.TermsAreSignedAndCurrent;

    public bool RunsAt(TradeCheckStage stage) => stage is TradeCheckStage.BeforeAcceptance or TradeCheckStage.BeforeSigning;

    public CheckFault? Run(SettlementCheckContext context)
    {
        if (context.Network != context.Terms.Network)
        {
            return new($"The terms are for {context.Terms.Network}; this node is on {context.Network ?? "no network yet"}.", IsTransient: context.Network is null);
        }

        if (context.Now > context.Deadline)
        {
            return new("The time for this step is over.");
        }

        if (context.Stage == TradeCheckStage.BeforeAcceptance)
        {
            return context.Order is { } order && order.ExpiresAt <= context.Now ? new("The order has expired.") : null;
        }

        if (context.Template is not { IsSuccess: true, Value: { } template })
        {
            return new("What the inputs hold is not known now, so the template cannot be rebuilt.", IsTransient: context.Template is null);
        }

        return context.CounterpartyTermsSignature is { } signature && TermsSignature.Verifies(signature.Span, context.Terms, template, context.Counterparty)
            ? null
            : new("The other side has not signed these terms.");
    }
}
