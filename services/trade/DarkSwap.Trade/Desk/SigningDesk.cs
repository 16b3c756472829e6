using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Trades;
using DarkSwap.Primitives;
using DarkSwap.Trade.Domain;
using DarkSwap.Trade.Driving;

namespace DarkSwap.Trade.Desk;

/// <summary>Takes what a wallet has signed. Nothing leaves the node, and nothing is stored, before every check has passed.</summary>
public sealed class SigningDesk(TradeDesk desk, ServiceQuestions questions, TradeChecks checks)
{
    private const int Attempts = 4;

    public async Task<Result<TradeAggregate, TradeFailure>> SubmitAsync(Guid tradeId, byte[] psbt, CancellationToken cancellationToken)
    {
        // The checks hold for one version; if the chain or the other side moves the trade meanwhile, they run again.
        var result = await SubmitOnceAsync(tradeId, psbt, cancellationToken);
        for (var attempt = 1; attempt < Attempts && result.Error is { Kind: TradeFailureKind.Busy }; attempt++)
        {
            result = await SubmitOnceAsync(tradeId, psbt, cancellationToken);
        }

        return result;
    }

    private async Task<Result<TradeAggregate, TradeFailure>> SubmitOnceAsync(Guid tradeId, byte[] psbt, CancellationToken cancellationToken)
    {
        var found = await desk.FindAsync(tradeId, cancellationToken);
        if (!found.IsSuccess)
        {
            return found;
        }

        var trade = found.Value;
        var round = TradeView.CurrentRound(trade);
        if (round?.OwnPsbt is { } submitted && submitted.AsSpan().SequenceEqual(psbt))
        {
            return await desk.ApplyAsync(tradeId, new TradeSignal.SubmitSignatures(psbt), null, cancellationToken);
        }

        if (TradeView.NeedOf(trade) != TradeNeed.Signature)
        {
            return new TradeFailure(TradeFailureKind.WrongState, $"The trade is {TradeView.StateOf(trade)}.");
        }

        if (await FindFaultAsync(trade, round!, psbt, cancellationToken) is { } fault)
        {
            return fault;
        }

        return trade.Side == TradeSide.Taker
            ? await desk.ApplyAsync(tradeId, new TradeSignal.SubmitSignatures(psbt), trade.Version, cancellationToken)
            : await MergeAsync(trade, round!, psbt, cancellationToken);
    }

    public async Task<Result<ReclaimBuilt, TradeFailure>> BuildReclaimAsync(TradeAggregate trade, long feeRate, CancellationToken cancellationToken)
    {
        if (trade.Stage != TradeState.Encumbered || TradeView.IsEnd(TradeView.StateOf(trade)))
        {
            return new TradeFailure(TradeFailureKind.WrongState, $"The trade is {TradeView.StateOf(trade)}; only an encumbered one is reclaimed.");
        }

        var question = new BuildReclaim { Terms = TradeView.TermsOf(trade, TradeView.CurrentRound(trade)!), OwnRole = TradeView.RoleOf(trade), FeeRate = feeRate };
        var answer = await questions.BuildReclaimAsync(question, cancellationToken);
        return answer.Value is { } built ? built : Refused(answer.Refusal!);
    }

    public async Task<Result<TradeAggregate, TradeFailure>> SubmitReclaimAsync(Guid tradeId, byte[] psbt, CancellationToken cancellationToken)
    {
        var found = await desk.FindAsync(tradeId, cancellationToken);
        if (!found.IsSuccess)
        {
            return found;
        }

        var trade = found.Value;
        if (trade.Stage != TradeState.Encumbered || TradeView.IsEnd(TradeView.StateOf(trade)))
        {
            return new TradeFailure(TradeFailureKind.WrongState, $"The trade is {TradeView.StateOf(trade)}; only an encumbered one is reclaimed.");
        }

        var question = new FinalizeReclaim { Terms = TradeView.TermsOf(trade, TradeView.CurrentRound(trade)!), OwnRole = TradeView.RoleOf(trade), Psbt = psbt };
        var answer = await questions.FinalizeReclaimAsync(question, cancellationToken);
        return answer.Value is { } final
            ? await desk.ApplyAsync(tradeId, new TradeSignal.SubmitReclaim(final.TransactionId, final.Transaction), null, cancellationToken)
            : Refused(answer.Refusal!);
    }

    private static TradeFailure Refused(TradeRefused refusal) =>
        new(refusal.IsTransient ? TradeFailureKind.CheckUnavailable : TradeFailureKind.ReclaimRefused, $"{CheckNames.Of(refusal)}: {refusal.Detail}");

    /// <summary>The wallet's PSBT: the template unchanged, every input of this side signed, and no other.</summary>
    private async Task<TradeFailure?> FindFaultAsync(TradeAggregate trade, TradeRound round, byte[] psbt, CancellationToken cancellationToken)
    {
        var result = await checks.CheckAsync(trade, TradeCheckStage.BeforeSigning, psbt, cancellationToken);
        if (FailureOf(result) is { } failure)
        {
            return failure;
        }

        var merged = await questions.MergeAsync(TradeView.TermsOf(trade, round), [round.Template!.Psbt, psbt], cancellationToken);
        if (merged.Value is not { } signatures)
        {
            return Fault(SettlementCheck.MergedTransactionIsValid, merged.Refusal!.Detail);
        }

        var own = round.Meaning!.InputsToSign.Select(input => input.Index).ToHashSet();
        if (signatures.SignedInputs.Except(own).ToList() is [var foreign, ..])
        {
            return Fault(SettlementCheck.InputsAreAsOffered, $"Input {foreign} is not this side's to sign.");
        }

        return own.Except(signatures.SignedInputs).ToList() is [var missing, ..]
            ? Fault(SettlementCheck.MergedTransactionIsValid, $"Input {missing} is not signed.")
            : null;
    }

    private async Task<Result<TradeAggregate, TradeFailure>> MergeAsync(TradeAggregate trade, TradeRound round, byte[] psbt, CancellationToken cancellationToken)
    {
        var merged = await questions.MergeAsync(TradeView.TermsOf(trade, round), [round.Template!.Psbt, round.PeerPsbt!, psbt], cancellationToken);
        if (merged.Value is not { } signatures)
        {
            return Fault(SettlementCheck.MergedTransactionIsValid, merged.Refusal!.Detail);
        }

        var result = await checks.CheckAsync(trade, TradeCheckStage.AfterMerging, signatures.Psbt, cancellationToken);
        if (FailureOf(result) is { } failure)
        {
            return failure;
        }

        return result.Transaction is { } transaction
            ? await desk.ApplyAsync(trade.TradeId, new TradeSignal.SubmitFinal(psbt, transaction), trade.Version, cancellationToken)
            : Fault(SettlementCheck.MergedTransactionIsValid, "There is no final transaction.");
    }

    private static TradeFailure? FailureOf(TradeChecked result)
    {
        if (result.Failures.Count == 0)
        {
            return null;
        }

        var isUnavailable = result.Failures.All(failure => failure.IsTransient);
        return new TradeFailure(isUnavailable ? TradeFailureKind.CheckUnavailable : TradeFailureKind.CheckFailed, null, result.Failures);
    }

    private static TradeFailure Fault(SettlementCheck check, string detail) =>
        new(TradeFailureKind.CheckFailed, null, [new SettlementCheckFailure(check, detail, IsTransient: false)]);
}
