using DarkSwap.Contracts.Connectivity;
using DarkSwap.Contracts.Trades;
using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Contracts.Wire.Values;

namespace DarkSwap.Trade.Domain;

/// <summary>What each message of the other side means in each stage. Each rule returns what is wrong with the message, or null when it was applied.</summary>
internal static class ContentRules
{
    private const string Unexpected = "not the message whose turn it is";

    public static string? Apply(TradeTransition transition, TradeSignal.PeerMessage signal) => signal.Message.ContentCase switch
    {
        TradeMessage.ContentOneofCase.Propose => Unexpected,
        TradeMessage.ContentOneofCase.Accept => Accept(transition, signal.Message.Accept),
        TradeMessage.ContentOneofCase.Reject => Reject(transition, signal.Message.Reject),
        TradeMessage.ContentOneofCase.Cancel => "a cancellation that names no point of the transcript",
        TradeMessage.ContentOneofCase.Signature => Signature(transition, signal.Message.Signature, signal.Envelope),
        TradeMessage.ContentOneofCase.PsbtCreate => PsbtCreate(transition, signal.Message.PsbtCreate),
        TradeMessage.ContentOneofCase.PsbtUpdate => RoundRules.Update(transition, signal.Message.PsbtUpdate),
        TradeMessage.ContentOneofCase.PsbtSign => PsbtSign(transition, signal.Message.PsbtSign),
        TradeMessage.ContentOneofCase.PsbtFinalize => PsbtFinalize(transition, signal.Message.PsbtFinalize),
        TradeMessage.ContentOneofCase.PsbtBroadcast => PsbtBroadcast(transition, signal.Message.PsbtBroadcast),
        TradeMessage.ContentOneofCase.None => "a message without content",
    };

    /// <summary>Counts only before its sender signed, and ends the trade here only if no signature of ours is out. It may cross other messages, so its sequence is not asked.</summary>
    public static TradeDecision Cancel(TradeTransition transition, TradeSignal.PeerMessage signal)
    {
        var trade = transition.Trade;
        var hasSenderSigned = trade.Rounds.Any(round => trade.Side == TradeSide.Maker ? round.PeerPsbt is not null : TradeView.IsFinal(round));
        var isCancelled = trade is { Stage: TradeState.Encumbered, Reason: TradeReasons.CounterpartyCancelled };
        if (hasSenderSigned || isCancelled || TradeView.IsEnd(TradeView.StateOf(trade)))
        {
            return transition.Finish(TradeOutcome.Late);
        }

        transition.Record(PeerMessageKind.TradeCancel, (int)signal.Message.Sequence, signal.Payload, signal.Envelope, isOwn: false);
        if (TradeView.IsSignatureOut(trade))
        {
            transition.Become(TradeState.Encumbered, TradeActivity.AwaitChain);
            transition.Trade = transition.Trade with { Reason = TradeReasons.CounterpartyCancelled };
        }
        else
        {
            transition.Die(TradeState.Cancelled, TradeReasons.CounterpartyCancelled);
        }

        return transition.Finish();
    }

    private static string? Accept(TradeTransition transition, TradeAccept accept)
    {
        var trade = transition.Trade;
        if (trade is not { Side: TradeSide.Taker, Stage: TradeState.Proposed, Activity: TradeActivity.AwaitPeer, Rounds.Count: 0 })
        {
            return Unexpected;
        }

        if (!accept.ProposalHash.Span.SequenceEqual(trade.TranscriptHash))
        {
            return "an acceptance of another proposal";
        }

        if (!TradeContents.TryReadParty(accept.Inputs, accept.ReceiveScript, accept.ChangeScript, out var party)
            || !UnixMicroseconds.TryRead(accept.AcceptUntil, out var acceptUntil)
            || TransactionIdText.Of(accept.TransactionId) is not { } transactionId)
        {
            return "a malformed acceptance";
        }

        if (acceptUntil < trade.SignBy || acceptUntil > trade.SignBy + transition.Times.LongestWindow)
        {
            return "an acceptance whose times do not fit";
        }

        transition.Trade = trade with { PeerParty = party };
        transition.AddRound(TradeMachine.NewRound(0, trade.FeeRate, trade.SignBy, transition.Times) with
        {
            AcceptUntil = acceptUntil,
            PeerTemplateHash = accept.TemplateHash.ToByteArray(),
            PeerTransactionId = transactionId,
        });
        return null;
    }

    private static string? PsbtCreate(TradeTransition transition, PsbtCreate create)
    {
        var trade = transition.Trade;
        if (trade is not { Side: TradeSide.Taker, Stage: TradeState.Proposed, Activity: TradeActivity.AwaitPeer, Rounds: [{ PeerTemplate: null } round] })
        {
            return Unexpected;
        }

        transition.ReplaceRound(round with { PeerTemplate = create.Psbt.ToByteArray() });
        return null;
    }

    private static string? Signature(TradeTransition transition, TradeSignature signature, byte[] envelope)
    {
        var trade = transition.Trade;
        if (RoundRules.AbandonedOf(trade, signature.Round) is { } abandoned)
        {
            transition.ReplaceRound(abandoned with { PeerTermsSignature = envelope });
            return abandoned.PeerTermsSignature is null ? null : Unexpected;
        }

        if (TradeView.CurrentRound(trade) is not { PeerTermsSignature: null } round || signature.Round != round.Number || trade.Activity != TradeActivity.AwaitPeer)
        {
            return Unexpected;
        }

        var signed = round with { PeerTermsSignature = envelope };
        switch (trade.Side, trade.Stage)
        {
            case (TradeSide.Taker, TradeState.Proposed) when round.PeerTemplate is not null:
                if (!Names(signature, round.PeerTemplateHash!, round.PeerTransactionId!))
                {
                    return "a signature over other terms than accepted";
                }

                transition.ReplaceRound(signed);
                transition.Work(TradeActivity.PrepareTemplate);
                return null;
            case (TradeSide.Taker, TradeState.Broadcast) or (TradeSide.Maker, TradeState.PsbtReady) when round.Template is not null:
                if (!Names(signature, round.Template.TemplateHash, round.Template.TransactionId))
                {
                    return "a signature over other terms";
                }

                transition.ReplaceRound(signed);
                if (trade.Side == TradeSide.Taker)
                {
                    transition.Become(TradeState.PsbtReady, TradeActivity.AwaitUser);
                    transition.Watch(round);
                }

                return null;
            default:
                return Unexpected;
        }
    }

    private static string? PsbtSign(TradeTransition transition, PsbtSign sign)
    {
        var trade = transition.Trade;
        if (RoundRules.AbandonedOf(trade, sign.Round) is { } abandoned)
        {
            transition.ReplaceRound(abandoned with { PeerPsbt = [] });
            return abandoned.PeerPsbt is null ? null : Unexpected;
        }

        if (trade is not { Side: TradeSide.Maker, Stage: TradeState.PsbtReady, Activity: TradeActivity.AwaitPeer }
            || TradeView.CurrentRound(trade) is not { PeerTermsSignature: not null, PeerPsbt: null } round || sign.Round != round.Number)
        {
            return Unexpected;
        }

        transition.ReplaceRound(round with { PeerPsbt = sign.Psbt.ToByteArray() });
        transition.Become(TradeState.TakerSigned, TradeActivity.VerifyPeerSignatures);
        return null;
    }

    private static string? PsbtFinalize(TradeTransition transition, PsbtFinalize finalize)
    {
        var trade = transition.Trade;
        var round = trade.Rounds.FirstOrDefault(candidate => candidate.Number == finalize.Round);
        if (trade.Side != TradeSide.Taker || round is not { IsOwnSignatureOut: true, Transaction: null })
        {
            return Unexpected;
        }

        var transaction = finalize.Transaction.ToByteArray();
        if (!TransactionIdentifier.TryCompute(transaction, out var transactionId) || transactionId != round.Template!.TransactionId)
        {
            return "a final transaction that is not the template's";
        }

        transition.ReplaceRound(round with { Transaction = transaction, IsAbandoned = false });
        transition.Become(TradeState.Broadcast, TradeActivity.AwaitChain);
        if (trade.Reclaim is null && !TradeView.IsEnd(TradeView.StateOf(trade)))
        {
            transition.Broadcast(transactionId, transaction);
        }

        return null;
    }

    private static string? PsbtBroadcast(TradeTransition transition, PsbtBroadcast broadcast)
    {
        var trade = transition.Trade;
        var round = trade.Rounds.FirstOrDefault(candidate => candidate.Number == broadcast.Round);
        return trade.Side == TradeSide.Taker && round is { Transaction: not null } && TransactionIdText.Of(broadcast.TransactionId) == round.Template!.TransactionId
            ? null
            : Unexpected;
    }

    private static string? Reject(TradeTransition transition, TradeReject reject)
    {
        var trade = transition.Trade;
        switch (trade.Side, trade.Stage)
        {
            case (TradeSide.Taker, TradeState.Proposed) when trade.Rounds.Count == 0:
                transition.Die(TradeState.Rejected, ProposalRules.NameOf(reject.Reason));
                return null;
            case (TradeSide.Taker, TradeState.Broadcast) when TradeView.IsBumping(trade) && trade.Activity == TradeActivity.AwaitPeer:
                transition.AbandonRound(TradeReasons.RoundRefused);
                return null;
            case (TradeSide.Taker, _) when trade.Rounds.Any(round => round.IsAbandoned):
                return null;
            default:
                return Unexpected;
        }
    }

    private static bool Names(TradeSignature signature, byte[] templateHash, string transactionId) =>
        signature.TemplateHash.Span.SequenceEqual(templateHash) && TransactionIdText.Of(signature.TransactionId) == transactionId;
}
