using DarkSwap.Contracts.Connectivity;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Wire;
using DarkSwap.Contracts.Wire.Trades;
using DarkSwap.Cryptography;
using DarkSwap.Trade.Domain;

namespace DarkSwap.Trade.Tests.Simulation;

/// <summary>What must hold after every single decision, whatever led to it.</summary>
internal static class ModelInvariants
{
    public static void Check(TradeAggregate? before, TradeDecision decision, IReadOnlyList<TranscriptEntry> transcriptBefore)
    {
        CheckWithoutTranscript(before, decision);
        CheckTranscript(decision.Trade, transcriptBefore, decision.Transcript);
    }

    public static void CheckWithoutTranscript(TradeAggregate? before, TradeDecision decision)
    {
        var trade = decision.Trade;
        var isChanged = before is null || before.Version != trade.Version;
        trade.Version.ShouldBe((before?.Version ?? 0) + (isChanged ? 1 : 0), "one version for each transition");
        if (!isChanged)
        {
            decision.Messages.ShouldBeEmpty();
            decision.Transcript.ShouldBeEmpty();
        }

        decision.Messages.Select(message => message.EventId).Distinct().Count().ShouldBe(decision.Messages.Count);
        (decision.Error is not null).ShouldBe(decision.Outcome == TradeOutcome.Refused);
        (decision.Fault is not null).ShouldBe(decision.Outcome == TradeOutcome.Fault);
        if (before is not null)
        {
            CheckEnds(before, trade);
        }

        CheckSignatures(decision);
    }

    private static void CheckEnds(TradeAggregate before, TradeAggregate trade)
    {
        if (TradeView.IsDead(before.Stage))
        {
            trade.Stage.ShouldBe(before.Stage, "what ended before a signature stays ended");
        }

        if (before.IsClosed)
        {
            trade.IsClosed.ShouldBeTrue();
            TradeView.StateOf(trade).ShouldBe(TradeView.StateOf(before));
        }

        if (TradeView.IsSignatureOut(before))
        {
            TradeView.IsSignatureOut(trade).ShouldBeTrue();
            TradeView.IsDead(trade.Stage).ShouldBeFalse("only the chain ends a trade once a signature is out");
        }
    }

    private static void CheckSignatures(TradeDecision decision)
    {
        var trade = decision.Trade;
        foreach (var message in decision.Messages)
        {
            switch (message)
            {
                case BroadcastTransaction broadcast when trade.Reclaim?.TransactionId != broadcast.TransactionId:
                    var round = TradeView.RoundOf(trade, broadcast.TransactionId).ShouldNotBeNull("only a template's transaction is broadcast");
                    TradeView.IsFinal(round).ShouldBeTrue("only what both sides have signed is broadcast");
                    TradeView.IsDead(trade.Stage).ShouldBeFalse();
                    break;
                case SendPeerMessages { Messages: var sent } when sent.Any(sentMessage => sentMessage.Kind is PeerMessageKind.PsbtSign or PeerMessageKind.PsbtFinalize):
                    TradeView.IsSignatureOut(trade).ShouldBeTrue("a signature that leaves is known to have left");
                    decision.Messages.OfType<LockCoins>().ShouldContain(command => command.ExpiresAt == null, "coins stay locked from the moment on in which a signature leaves");
                    decision.Messages.OfType<WatchTrade>().ShouldNotBeEmpty();
                    break;
            }
        }
    }

    private static void CheckTranscript(TradeAggregate trade, IReadOnlyList<TranscriptEntry> before, IReadOnlyList<TranscriptEntry> added)
    {
        var hash = before.Count == 0 ? TradeMessages.FirstHash() : before[^1].Hash;
        foreach (var (index, entry) in added.Index())
        {
            entry.Position.ShouldBe(before.Count + index, "no gaps");
            SignedEnvelope.TryOpen(entry.Envelope, SigningDomains.Trade(trade.Network), PayloadTypes.Trade, out _, out var payload).ShouldBeTrue();
            hash = TradeMessages.NextHash(hash, payload);
            entry.Hash.ShouldBe(hash, "each row is chained to the one before");
            before.ShouldNotContain(earlier => earlier.Sequence == entry.Sequence && earlier.IsOwn == entry.IsOwn, "a sequence counts once for each sender");
        }

        trade.TranscriptHash.ShouldBe(hash);
    }
}
