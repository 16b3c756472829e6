using DarkSwap.Contracts.Psbts;

namespace DarkSwap.Psbt.Domain.Settlement.Checks;

/// <summary>15: every signature is valid with its own sighash byte; after merging none is missing and the node's mempool takes the transaction.</summary>
public sealed class MergedTransactionIsValidCheck : ISettlementCheck
{
    public SettlementCheck Check => SettlementCheck.MergedTransactionIsValid;

    public bool RunsAt(TradeCheckStage stage) => stage is TradeCheckStage.BeforeSigning or TradeCheckStage.AfterMerging;

    public CheckFault? Run(SettlementCheckContext context)
    {
        if (context.Psbt is not { } psbt)
        {
            return context.Stage == TradeCheckStage.AfterMerging ? new("There is no signed transaction.") : null;
        }

        if (psbt.SignatureFault is { } fault)
        {
            return new(fault);
        }

        if (context.Stage != TradeCheckStage.AfterMerging)
        {
            return null;
        }

        if (psbt.SignedInputs.Count != psbt.UnsignedTransaction.Inputs.Length || psbt.FinalTransaction is not { } final)
        {
            return new("Signatures are missing.");
        }

        if (final.Id != psbt.UnsignedTransaction.Id)
        {
            return new("Merging changed the transaction.");
        }

        return context.MempoolVerdict switch
        {
            null or { IsKnown: false } => new("The Bitcoin node cannot be asked whether it takes the transaction.", IsTransient: true),
            { RejectReason: { } reason } => new($"The Bitcoin node refuses the transaction: {reason}."),
            _ => null,
        };
    }
}
