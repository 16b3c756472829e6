using System.Security.Cryptography;
using DarkSwap.Contracts.Connectivity;
using DarkSwap.Contracts.Trades;
using DarkSwap.Contracts.Wire.V1;

namespace DarkSwap.Trade.Domain;

/// <summary>Order, repetition and contradiction of the other side's messages. What they mean is for <see cref="ContentRules"/>.</summary>
internal static class PeerRules
{
    /// <summary>More than any trade with all its rounds needs.</summary>
    private const int MaximumSequence = 255;

    public static TradeDecision Receive(TradeTransition transition, TradeSignal.PeerMessage signal)
    {
        if (signal.Sender != transition.Trade.Counterparty || signal.Message.ContentCase == TradeMessage.ContentOneofCase.None)
        {
            return Fault(transition, "not from the other side of this trade", isTheirs: false);
        }

        var decision = Take(transition, signal);
        return decision ?? DrainEarly(transition);
    }

    /// <summary>Null when the message was taken into the transcript.</summary>
    private static TradeDecision? Take(TradeTransition transition, TradeSignal.PeerMessage signal)
    {
        var trade = transition.Trade;
        var message = signal.Message;
        var sequence = (long)message.Sequence;
        if (sequence > MaximumSequence)
        {
            return Fault(transition, $"sequence {sequence} is beyond any trade");
        }

        if (trade.Marks.FirstOrDefault(mark => !mark.IsOwn && mark.Sequence == sequence) is { } known)
        {
            return known.PayloadHash.AsSpan().SequenceEqual(SHA256.HashData(signal.Payload))
                ? transition.Finish()
                : Fault(transition, $"two messages with sequence {sequence}");
        }

        if (TradeView.IsDead(trade.Stage) || (trade.IsClosed && !CompletesTheRecord(trade, message)))
        {
            return transition.Finish(TradeOutcome.Late);
        }

        if (trade.Early.FirstOrDefault(early => early.Sequence == sequence) is { } waiting)
        {
            return waiting.Payload.AsSpan().SequenceEqual(signal.Payload) ? transition.Finish() : Fault(transition, $"two messages with sequence {sequence}");
        }

        if (message.ContentCase == TradeMessage.ContentOneofCase.Cancel && HasSeen(trade, message.Cancel.LastSeenHash.Span))
        {
            return ContentRules.Cancel(transition, signal);
        }

        if (sequence > trade.NextSequence)
        {
            return Keep(transition, signal);
        }

        if (sequence < trade.NextSequence || !message.PreviousHash.Span.SequenceEqual(trade.TranscriptHash))
        {
            return Fault(transition, $"sequence {sequence} does not continue the transcript");
        }

        if (ContentRules.Apply(transition, signal) is { } fault)
        {
            transition.Trade = trade;
            return Fault(transition, fault);
        }

        if (trade.IsClosed)
        {
            transition.Work(TradeActivity.None);
        }

        transition.Record(TradeContents.KindOf(message), (int)sequence, signal.Payload, signal.Envelope, isOwn: false);
        return null;
    }

    /// <summary>The chain may settle a trade long before its last messages come through to a side that was away. They change nothing any more, but the transcript is the evidence of both.</summary>
    private static bool CompletesTheRecord(TradeAggregate trade, TradeMessage message) =>
        TradeView.StateOf(trade) == TradeState.Completed && message.ContentCase is (TradeMessage.ContentOneofCase.PsbtFinalize or TradeMessage.ContentOneofCase.PsbtBroadcast);

    /// <summary>A message that overtook another one waits for it; a link may reorder, and what was acknowledged is not sent again.</summary>
    private static TradeDecision Keep(TradeTransition transition, TradeSignal.PeerMessage signal)
    {
        var trade = transition.Trade;
        var sequence = (long)signal.Message.Sequence;
        if (trade.Early.Count >= transition.Times.MaximumEarlyMessages || sequence > trade.NextSequence + transition.Times.MaximumEarlyMessages)
        {
            return Fault(transition, $"sequence {sequence} is far ahead of the transcript");
        }

        transition.Trade = trade with { Early = [.. trade.Early, new EarlyMessage((int)sequence, signal.Envelope, signal.Payload)] };
        return transition.Finish();
    }

    private static TradeDecision DrainEarly(TradeTransition transition)
    {
        while (transition.Trade.Early.FirstOrDefault(early => IsDue(transition.Trade, early)) is { } next)
        {
            transition.Trade = transition.Trade with { Early = [.. transition.Trade.Early.Where(early => early != next)] };
            var message = TradeMessage.Parser.ParseFrom(next.Payload);
            var decision = Take(transition, new TradeSignal.PeerMessage(transition.Trade.Counterparty, message, next.Payload, next.Envelope));
            if (decision is not null)
            {
                return decision;
            }
        }

        return transition.Finish();
    }

    private static bool IsDue(TradeAggregate trade, EarlyMessage early) => early.Sequence <= trade.NextSequence;

    /// <summary>Whether a cancellation's sender names a point of this transcript.</summary>
    private static bool HasSeen(TradeAggregate trade, ReadOnlySpan<byte> hash)
    {
        foreach (var mark in trade.Marks)
        {
            if (hash.SequenceEqual(mark.Hash))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Before our signature is out, a side that breaks the protocol loses the trade; after that only the chain ends it.</summary>
    private static TradeDecision Fault(TradeTransition transition, string fault, bool isTheirs = true)
    {
        var trade = transition.Trade;
        if (isTheirs && !TradeView.IsSignatureOut(trade) && !TradeView.IsEnd(TradeView.StateOf(trade)))
        {
            transition.Die(TradeState.Failed, TradeReasons.ProtocolFault, PeerMessageKind.TradeCancel);
        }

        return transition.Finish() with { Outcome = TradeOutcome.Fault, Fault = fault };
    }
}
