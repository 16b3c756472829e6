using System.Security.Cryptography;
using DarkSwap.Contracts;
using DarkSwap.Contracts.Connectivity;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Trades;
using DarkSwap.Contracts.Wire.Trades;
using DarkSwap.Contracts.Wire.V1;

namespace DarkSwap.Trade.Domain;

/// <summary>One step of the machine while it is being made: the trade as it becomes, and what must be committed with it.</summary>
internal sealed class TradeTransition(TradeAggregate before, TradeTimes times, DateTimeOffset now)
{
    private readonly List<IMessage> messages = [];
    private readonly List<TranscriptEntry> transcript = [];

    public TradeAggregate Trade { get; set; } = before;

    private TradeAggregate Before { get; } = before;

    public TradeTimes Times { get; } = times;

    public DateTimeOffset Now { get; } = now;

    private Guid NextEventId => TradeIds.OfMessage(Trade.TradeId, Trade.Side, Before.Version + 1, messages.Count);

    public void Become(TradeState stage, TradeActivity activity) => Trade = Trade with { Stage = stage, Activity = activity };

    public void Work(TradeActivity activity) => Trade = Trade with { Activity = activity };

    public void ReplaceRound(TradeRound round) =>
        Trade = Trade with { Rounds = [.. Trade.Rounds.Select(existing => existing.Number == round.Number ? round : existing)] };

    public void AddRound(TradeRound round) => Trade = Trade with { Rounds = [.. Trade.Rounds, round] };

    /// <summary>The fee bump comes to nothing; the rounds before it stay as they are.</summary>
    public void AbandonRound(string reason)
    {
        if (TradeView.IsBumping(Trade) && TradeView.CurrentRound(Trade) is { } round)
        {
            ReplaceRound(round with { IsAbandoned = true, PeerTemplate = null });
        }

        Trade = Trade with { Stage = TradeState.Broadcast, Activity = TradeActivity.AwaitChain, Reason = reason, Notice = null };
    }

    /// <summary>Ends the trade before a signature of ours has left.</summary>
    public void Die(TradeState stage, string reason, PeerMessageKind? notice = null, TradeRejectReason rejection = TradeRejectReason.Unspecified)
    {
        Trade = Trade with
        {
            Stage = stage,
            Activity = TradeActivity.None,
            Reason = reason,
            Early = [],
            RebroadcastAt = null,
            Notice = notice is { } kind ? new TradeNotice(kind, rejection, reason, Now + Times.Notice) : null,
        };
    }

    public void LockCoins(DateTimeOffset? expiresAt) => messages.Add(new LockCoins
    {
        EventId = NextEventId,
        OccurredAt = Now,
        TradeId = Trade.TradeId,
        OutPoints = [.. Trade.OwnParty!.Inputs.Select(input => input.OutPoint)],
        ExpiresAt = expiresAt,
    });

    public void Watch(TradeRound round)
    {
        messages.Add(new WatchTrade
        {
            EventId = NextEventId,
            OccurredAt = Now,
            TradeId = Trade.TradeId,
            Round = round.Number,
            TransactionId = round.Template!.TransactionId,
            Inputs = TradeView.InputsOf(Trade),
        });
        Trade = Trade with { IsWatched = true };
    }

    public void Broadcast(string transactionId, byte[] transaction)
    {
        messages.Add(new BroadcastTransaction
        {
            EventId = NextEventId,
            OccurredAt = Now,
            TradeId = Trade.TradeId,
            TransactionId = transactionId,
            Transaction = transaction,
        });
        Trade = Trade with { RebroadcastAt = Now + Times.Rebroadcast };
    }

    public void Send(IReadOnlyList<MessageDraft> drafts, IReadOnlyList<byte[]> envelopes, DateTimeOffset repeatUntil)
    {
        for (var index = 0; index < drafts.Count; index++)
        {
            Record(drafts[index].Kind, drafts[index].Sequence, drafts[index].Payload, envelopes[index], isOwn: true);
        }

        messages.Add(new SendPeerMessages
        {
            EventId = NextEventId,
            OccurredAt = Now,
            Recipient = Trade.Counterparty,
            Messages = [.. drafts.Select((draft, index) => new PeerMessage(TradeIds.OfPeerMessage(Trade.TradeId, Trade.Side, draft.Sequence), draft.Kind, envelopes[index]))],
            RepeatUntil = repeatUntil,
        });
    }

    /// <summary>Takes a message into the transcript.</summary>
    public void Record(PeerMessageKind kind, int sequence, byte[] payload, byte[] envelope, bool isOwn)
    {
        var hash = TradeMessages.NextHash(Trade.TranscriptHash, payload);
        transcript.Add(new TranscriptEntry(Trade.TradeId, Trade.Marks.Count, sequence, isOwn, kind, envelope, hash, Now));
        Trade = Trade with
        {
            Marks = [.. Trade.Marks, new TranscriptMark(sequence, isOwn, SHA256.HashData(payload), hash)],
            TranscriptHash = hash,
            NextSequence = Math.Max(Trade.NextSequence, sequence + 1),
        };
    }

    /// <summary>Puts what follows from the change beside it: coins, watching, the news; or says that nothing changed.</summary>
    public TradeDecision Finish(TradeOutcome outcomeWithoutChange = TradeOutcome.Duplicate)
    {
        if (ReferenceEquals(Trade, Before) && messages.Count == 0)
        {
            return new TradeDecision { Trade = Before, Outcome = outcomeWithoutChange };
        }

        FollowTheState();
        Trade = Trade with { Version = Before.Version + 1, UpdatedAt = Now };
        Publish();
        return new TradeDecision { Trade = Trade, Outcome = TradeOutcome.Applied, Messages = messages, Transcript = transcript };
    }

    private void FollowTheState()
    {
        var (was, state) = (TradeView.StateOf(Before), TradeView.StateOf(Trade));
        if (state == TradeState.Confirming)
        {
            Trade = Trade with { RebroadcastAt = null };
        }
        else if (was == TradeState.Confirming && !TradeView.IsEnd(state))
        {
            RebroadcastSoon();
        }

        if (TradeView.IsEnd(state) && (!TradeView.IsEnd(was) || Before.Version == 0))
        {
            if (Trade.OwnParty is not null)
            {
                messages.Add(new ReleaseCoins { EventId = NextEventId, OccurredAt = Now, TradeId = Trade.TradeId });
            }

            Trade = Trade with { Activity = TradeActivity.None, RebroadcastAt = null };
        }
        else if (!TradeView.IsEnd(state) && TradeView.IsEnd(was))
        {
            // The chain took the end back: our signature still counts, and so does what it binds.
            if (TradeView.IsSignatureOut(Trade))
            {
                LockCoins(null);
                RebroadcastSoon();
            }

            Trade = Trade with { Activity = TradeActivity.AwaitChain };
        }

        if (IsOver(state))
        {
            if (Trade.IsWatched)
            {
                messages.Add(new StopWatchingTrade { EventId = NextEventId, OccurredAt = Now, TradeId = Trade.TradeId });
            }

            Trade = Trade with { IsWatched = false, IsClosed = true, Activity = TradeActivity.None, RebroadcastAt = null, Early = [] };
        }
    }

    private void RebroadcastSoon() =>
        Trade = Trade with { RebroadcastAt = Trade.Rounds.Any(TradeView.IsFinal) || Trade.Reclaim is not null ? Now : null };

    private bool IsOver(TradeState state)
    {
        if (Trade.IsClosed)
        {
            return false;
        }

        var depth = Trade.ConfirmationsWanted + Times.FurtherConfirmations;
        return TradeView.IsDead(Trade.Stage)
            || (state == TradeState.Completed && TradeView.ConfirmationsOf(Trade) >= depth)
            || (state == TradeState.Conflicted && TradeView.ConflictConfirmationsOf(Trade) >= depth);
    }

    private void Publish()
    {
        if (Trade.Order is not { } order || (Before.Order is not null && Before.Version > 0 && News(Before) == News(Trade)))
        {
            return;
        }

        var round = TradeView.VisibleRound(Trade);
        messages.Add(new TradeStateChanged
        {
            EventId = NextEventId,
            OccurredAt = Now,
            TradeId = Trade.TradeId,
            OrderId = Trade.OrderId,
            Side = Trade.Side,
            Owner = TradeView.OwnerOf(Trade),
            Role = TradeView.RoleOf(Trade),
            State = TradeView.StateOf(Trade),
            Version = Trade.Version,
            Base = order.Base,
            Quote = order.Quote,
            Fill = Trade.Fill,
            QuoteSatoshis = Trade.QuoteSatoshis,
            TransactionId = round?.Template?.TransactionId,
            Confirmations = TradeView.ConfirmationsOf(Trade),
            AssetChangeOutPoint = round?.Template?.AssetChangeOutPoint,
            Reason = Trade.Reason,
        });
    }

    private static (TradeState State, int Confirmations, string? Reason, string? TransactionId, TradeNeed? Need) News(TradeAggregate trade) =>
        (TradeView.StateOf(trade), TradeView.ConfirmationsOf(trade), trade.Reason, TradeView.VisibleRound(trade)?.Template?.TransactionId, TradeView.NeedOf(trade));
}
