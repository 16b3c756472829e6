using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Trades;
using DarkSwap.Trade.Domain;

namespace DarkSwap.Trade.Driving;

/// <summary>Does the work of a trade's present activity. Nothing here has an effect: the result has, once the machine has taken it and it is committed.</summary>
public sealed partial class TradeSteps(ServiceQuestions questions, TradeChecks checks, ILogger<TradeSteps> logger)
{
    /// <summary>An activity that is no work comes to a look at the clock.</summary>
    public async Task<StepResult> DoAsync(TradeAggregate trade, CancellationToken cancellationToken)
    {
        if (MessageDrafts.Of(trade) is { Count: > 0 } drafts)
        {
            return await SignAsync(trade, drafts, cancellationToken);
        }

        return trade.Activity switch
        {
            TradeActivity.LookUpOrder => await LookUpOrderAsync(trade, cancellationToken),
            TradeActivity.SelectInputs => await SelectInputsAsync(trade, cancellationToken),
            TradeActivity.PrepareTemplate => await PrepareTemplateAsync(trade, cancellationToken),
            TradeActivity.CheckTerms => await CheckTermsAsync(trade, cancellationToken),
            TradeActivity.VerifyPeerSignatures => await VerifyPeerAsync(trade, cancellationToken),
            TradeActivity.SendProposal or TradeActivity.SendAcceptance or TradeActivity.SendSignatures or TradeActivity.SendFinal
                or TradeActivity.SendUpdate or TradeActivity.SendAgreement or TradeActivity.SendRoundRefusal
                or TradeActivity.None or TradeActivity.AwaitCoins or TradeActivity.AwaitOperator or TradeActivity.AwaitPeer
                or TradeActivity.AwaitUser or TradeActivity.AwaitChain => StepResult.Of(new TradeSignal.Tick()),
        };
    }

    private async Task<StepResult> SignAsync(TradeAggregate trade, IReadOnlyList<MessageDraft> drafts, CancellationToken cancellationToken)
    {
        var envelopes = new List<byte[]>(drafts.Count);
        foreach (var draft in drafts)
        {
            if (await questions.SignAsync(trade.Network, draft.Payload, cancellationToken) is not { } envelope)
            {
                return StepResult.Of(new TradeSignal.WorkFailed(TradeReasons.SigningRefused));
            }

            envelopes.Add(envelope);
        }

        return StepResult.Of(new TradeSignal.MessagesSigned(envelopes));
    }

    private async Task<StepResult> LookUpOrderAsync(TradeAggregate trade, CancellationToken cancellationToken)
    {
        var chain = await questions.GetChainStatusAsync(cancellationToken);
        if (!chain.IsReady)
        {
            return StepResult.NotNow(chain.Detail ?? "the chain is not ready");
        }

        var found = await questions.GetOrderAsync(trade.OrderId, cancellationToken);
        return StepResult.Of(new TradeSignal.OrderFound(found.Order, found.Settlement, chain.IsAssetSourceMissing));
    }

    private async Task<StepResult> SelectInputsAsync(TradeAggregate trade, CancellationToken cancellationToken)
    {
        var answer = await questions.SelectInputsAsync(
            new SelectTradeInputs
            {
                Network = trade.Network,
                Role = TradeView.RoleOf(trade),
                Asset = trade.Order!.Base,
                Fill = trade.Fill,
                QuoteSatoshis = trade.QuoteSatoshis,
                FeeRate = trade.Side == TradeSide.Taker ? trade.FeeRate : 0,
                Settlement = trade.Settlement!,
                ProofMessage = TradeView.ProofMessageOf(trade),
            },
            cancellationToken);
        return answer.Value is { } selected ? StepResult.Of(new TradeSignal.InputsSelected(selected.Party)) : Refused(trade, answer.Refusal!);
    }

    private async Task<StepResult> PrepareTemplateAsync(TradeAggregate trade, CancellationToken cancellationToken)
    {
        var answer = await questions.PrepareTemplateAsync(TradeView.TermsOf(trade, TradeView.CurrentRound(trade)!), cancellationToken);
        return answer.Value is { } template ? StepResult.Of(new TradeSignal.TemplateBuilt(template)) : Refused(trade, answer.Refusal!);
    }

    private async Task<StepResult> CheckTermsAsync(TradeAggregate trade, CancellationToken cancellationToken)
    {
        // A taker has the maker's signature over the first terms already; everybody else looks at a proposal.
        var round = TradeView.CurrentRound(trade)!;
        var stage = round.PeerTermsSignature is null ? TradeCheckStage.BeforeAcceptance : TradeCheckStage.BeforeSigning;
        var result = await checks.CheckAsync(trade, stage, round.Template!.Psbt, cancellationToken);
        return Judge(trade, result) ?? StepResult.Of(new TradeSignal.TermsChecked(new RoundMeaning(result.InputsToSign, result.SatoshiChange, result.AssetChanges)));
    }

    private async Task<StepResult> VerifyPeerAsync(TradeAggregate trade, CancellationToken cancellationToken)
    {
        var round = TradeView.CurrentRound(trade)!;
        var merged = await questions.MergeAsync(TradeView.TermsOf(trade, round), [round.Template!.Psbt, round.PeerPsbt!], cancellationToken);
        if (merged.Value is not { } signatures)
        {
            return Refused(trade, merged.Refusal!);
        }

        if (!HasExactly(signatures.SignedInputs, trade, round))
        {
            return StepResult.Of(new TradeSignal.WorkFailed(CheckNames.Of(SettlementCheck.MergedTransactionIsValid)));
        }

        var result = await checks.CheckAsync(trade, TradeCheckStage.BeforeSigning, round.PeerPsbt!, cancellationToken);
        return Judge(trade, result) ?? StepResult.Of(new TradeSignal.PeerSignaturesVerified());
    }

    /// <summary>The other side signs its inputs, all of them and no other.</summary>
    private static bool HasExactly(IReadOnlyList<int> signedInputs, TradeAggregate trade, TradeRound round)
    {
        var own = round.Meaning!.InputsToSign.Select(input => input.Index).ToHashSet();
        return signedInputs.Count == trade.PeerParty!.Inputs.Count && !signedInputs.Any(own.Contains);
    }

    private StepResult? Judge(TradeAggregate trade, TradeChecked result)
    {
        if (result.Failures.Count == 0)
        {
            return null;
        }

        var failure = result.Failures.FirstOrDefault(candidate => !candidate.IsTransient) ?? result.Failures[0];
        LogCheckFailed(trade.TradeId, trade.Activity, failure.Check, failure.Detail, failure.IsTransient);
        return failure.IsTransient ? StepResult.NotNow(failure.Detail) : StepResult.Of(new TradeSignal.WorkFailed(CheckNames.Of(failure.Check)));
    }

    private StepResult Refused(TradeAggregate trade, TradeRefused refusal)
    {
        LogRefused(trade.TradeId, trade.Activity, refusal.Reason, refusal.Detail, refusal.IsTransient);
        return refusal.IsTransient ? StepResult.NotNow(refusal.Detail) : StepResult.Of(new TradeSignal.WorkFailed(CheckNames.Of(refusal)));
    }

    [LoggerMessage(EventId = 2410, Level = LogLevel.Information, Message = "Trade {TradeId}, {Activity}: check {Check} does not pass: {Detail} (transient: {IsTransient})")]
    private partial void LogCheckFailed(Guid tradeId, TradeActivity activity, SettlementCheck check, string detail, bool isTransient);

    [LoggerMessage(EventId = 2411, Level = LogLevel.Information, Message = "Trade {TradeId}, {Activity}: refused as {Reason}: {Detail} (transient: {IsTransient})")]
    private partial void LogRefused(Guid tradeId, TradeActivity activity, string reason, string detail, bool isTransient);
}
