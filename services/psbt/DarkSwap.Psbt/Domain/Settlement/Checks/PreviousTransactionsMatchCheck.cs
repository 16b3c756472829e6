using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Contracts.Psbts;

namespace DarkSwap.Psbt.Domain.Settlement.Checks;

/// <summary>9: each segwit-v0 input comes with the whole transaction that made it, which hashes to its outpoint.</summary>
public sealed class PreviousTransactionsMatchCheck : ISettlementCheck
{
    public SettlementCheck Check => SettlementCheck.PreviousTransactionsMatch;

    public bool RunsAt(TradeCheckStage stage) => stage is TradeCheckStage.BeforeAcceptance or TradeCheckStage.BeforeSigning;

    public CheckFault? Run(SettlementCheckContext context)
    {
        var wrong = context.Terms.Inputs.FirstOrDefault(input => input.Script.Type == ScriptType.PayToWitnessPublicKeyHash && !IsProved(input));
        return wrong is null ? null : new($"{wrong.OutPoint} comes without the transaction that made it, or with another one.");
    }

    private static bool IsProved(SettlementInput input) =>
        input.PreviousTransaction is { } bytes
        && Transaction.TryRead(bytes.Span, out var previous)
        && previous.Id == input.OutPoint.TransactionId
        && input.OutPoint.Index < previous.Outputs.Length
        && previous.Outputs[(int)input.OutPoint.Index] == input.SpentOutput;
}
