using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Trades;
using DarkSwap.Contracts.Wire;
using DarkSwap.Cryptography;

namespace DarkSwap.Trade.Domain;

/// <summary>What follows from a trade's data: nothing here is stored twice.</summary>
public static class TradeView
{
    /// <summary>Whether this stage ends a trade before any signature of ours has left.</summary>
    public static bool IsDead(TradeState stage) => stage switch
    {
        TradeState.Rejected or TradeState.Cancelled or TradeState.Expired or TradeState.Failed => true,
        TradeState.Preparing or TradeState.Proposed or TradeState.PsbtReady or TradeState.TakerSigned or TradeState.Broadcast
            or TradeState.Confirming or TradeState.Completed or TradeState.Encumbered or TradeState.Conflicting or TradeState.Conflicted => false,
    };

    /// <summary>Whether the state releases coins and claims: a death, or an end that the chain confirms.</summary>
    public static bool IsEnd(TradeState state) => IsDead(state) || state is TradeState.Completed or TradeState.Conflicted;

    public static bool IsWork(TradeActivity activity) => activity switch
    {
        TradeActivity.LookUpOrder or TradeActivity.SelectInputs or TradeActivity.PrepareTemplate or TradeActivity.CheckTerms
            or TradeActivity.VerifyPeerSignatures or TradeActivity.SendProposal or TradeActivity.SendAcceptance or TradeActivity.SendSignatures
            or TradeActivity.SendFinal or TradeActivity.SendUpdate or TradeActivity.SendAgreement or TradeActivity.SendRoundRefusal => true,
        TradeActivity.None or TradeActivity.AwaitCoins or TradeActivity.AwaitOperator or TradeActivity.AwaitPeer
            or TradeActivity.AwaitUser or TradeActivity.AwaitChain => false,
    };

    /// <summary>The state that the world sees: how far the sides have come, and what the chain makes of it.</summary>
    public static TradeState StateOf(TradeAggregate trade)
    {
        if (IsDead(trade.Stage))
        {
            return trade.Stage;
        }

        var confirmations = ConfirmationsOf(trade);
        if (confirmations > 0)
        {
            return confirmations >= trade.ConfirmationsWanted ? TradeState.Completed : TradeState.Confirming;
        }

        var conflictConfirmations = ConflictConfirmationsOf(trade);
        if (conflictConfirmations >= trade.ConfirmationsWanted)
        {
            return TradeState.Conflicted;
        }

        if (ConflictsOf(trade).Any(conflict => conflict.Status != TransactionStatus.Unseen))
        {
            return TradeState.Conflicting;
        }

        return trade.Stage is TradeState.TakerSigned or TradeState.Encumbered && IsSeen(trade) ? TradeState.Broadcast : trade.Stage;
    }

    /// <summary>Confirmations of the trade's own transaction, whichever round's it is.</summary>
    public static int ConfirmationsOf(TradeAggregate trade) =>
        trade.Observations.Where(observation => observation.Status == TransactionStatus.Confirmed).Select(observation => observation.Confirmations).DefaultIfEmpty().Max();

    public static int ConflictConfirmationsOf(TradeAggregate trade) =>
        ConflictsOf(trade).Where(conflict => conflict.Status == TransactionStatus.Confirmed).Select(conflict => conflict.Confirmations).DefaultIfEmpty().Max();

    /// <summary>Whether a signature by which the other side can complete the transaction has left this node.</summary>
    public static bool IsSignatureOut(TradeAggregate trade) => trade.Rounds.Any(round => round.IsOwnSignatureOut);

    /// <summary>The round that is being negotiated, or the newest that was agreed.</summary>
    public static TradeRound? CurrentRound(TradeAggregate trade) => trade.Rounds.LastOrDefault(round => !round.IsAbandoned);

    /// <summary>A fee bump that both sides still work at.</summary>
    public static bool IsBumping(TradeAggregate trade) => CurrentRound(trade) is { Number: > 0 } round && !IsFinal(round);

    /// <summary>Whether both signatures are known here, and ours is out.</summary>
    public static bool IsFinal(TradeRound round) => round is { Transaction: not null, IsOwnSignatureOut: true };

    /// <summary>The round whose transaction the chain shows, or else the newest that could be broadcast, or else the current one.</summary>
    public static TradeRound? VisibleRound(TradeAggregate trade) =>
        trade.Observations.Where(observation => observation.Status != TransactionStatus.Unseen)
            .OrderByDescending(observation => observation.Confirmations)
            .Select(observation => RoundOf(trade, observation.TransactionId))
            .FirstOrDefault(round => round is not null)
        ?? trade.Rounds.LastOrDefault(IsFinal)
        ?? CurrentRound(trade);

    public static TradeRound? RoundOf(TradeAggregate trade, string transactionId) =>
        trade.Rounds.FirstOrDefault(round => round.Template?.TransactionId == transactionId);

    /// <summary>Peer id of the user whose order it fills, for whom this node is the agent; null when the trade is the node's own, or as long as that is not known.</summary>
    public static string? OwnerOf(TradeAggregate trade) =>
        trade is { Side: TradeSide.Maker, Order: { } order } && order.Maker != order.Agent ? order.Maker : null;

    /// <summary>Peer id for whom this side trades.</summary>
    public static string SubjectOf(TradeAggregate trade) => trade.Side == TradeSide.Maker ? Order(trade).Maker
        : PublicKey.TryReadEd25519(trade.TakerKey, out var key) ? PeerId.FromPublicKey(key).ToString()
        : throw new InvalidOperationException("The taker's own key cannot be read.");

    /// <summary>What the proofs of this side's coins are over: a maker's over its order, a taker's over the trade.</summary>
    public static string ProofMessageOf(TradeAggregate trade) => trade.Side == TradeSide.Maker
        ? SigningDomains.BackingMessage(trade.Network, trade.OrderId)
        : SigningDomains.TradeProofMessage(trade.Network, trade.TradeId);

    public static TradeRole RoleOf(TradeAggregate trade) => RoleOf(Order(trade), trade.Side);

    public static TradeRole RoleOf(OrderSnapshot order, TradeSide side) =>
        (order.Side == OrderSide.Sell) == (side == TradeSide.Maker) ? TradeRole.GivesAsset : TradeRole.GivesBitcoin;

    /// <summary>The terms of a round, once both sides' inputs are known.</summary>
    public static TradeTerms TermsOf(TradeAggregate trade, TradeRound round)
    {
        var (own, peer) = (trade.OwnParty!, trade.PeerParty!);
        var role = RoleOf(trade);
        var givesAsset = role == TradeRole.GivesAsset;
        return new TradeTerms
        {
            TemplateVersion = TradeProtocol.TemplateVersion,
            Network = trade.Network,
            TradeId = trade.TradeId,
            OrderId = trade.OrderId,
            Asset = Order(trade).Base,
            Fill = trade.Fill,
            QuoteSatoshis = trade.QuoteSatoshis,
            AssetSide = givesAsset ? own : peer,
            BitcoinSide = givesAsset ? peer : own,
            FeeRate = round.FeeRate,
            Taker = (trade.Side == TradeSide.Taker) == givesAsset ? TradeRole.GivesAsset : TradeRole.GivesBitcoin,
        };
    }

    /// <summary>Outpoints of both sides' inputs that are known.</summary>
    public static IReadOnlyList<string> InputsOf(TradeAggregate trade) =>
        [.. (trade.OwnParty?.Inputs ?? []).Concat(trade.PeerParty?.Inputs ?? []).Select(input => input.OutPoint)];

    /// <summary>What the front end asks its user for.</summary>
    public static TradeNeed? NeedOf(TradeAggregate trade) => (StateOf(trade), trade.Activity) switch
    {
        (TradeState.Proposed, TradeActivity.AwaitOperator) => TradeNeed.Acceptance,
        (TradeState.PsbtReady or TradeState.TakerSigned, TradeActivity.AwaitUser) => TradeNeed.Signature,
        _ => null,
    };

    /// <summary>When the current step times out; null when only the chain can end it.</summary>
    public static DateTimeOffset? DeadlineOf(TradeAggregate trade, TradeTimes times)
    {
        if (trade.IsClosed || IsEnd(StateOf(trade)))
        {
            return null;
        }

        var isMaker = trade.Side == TradeSide.Maker;
        var round = CurrentRound(trade);
        return trade.Stage switch
        {
            TradeState.Preparing => trade.CreatedAt + times.Preparation,
            TradeState.Proposed when isMaker => trade.AcceptBy,
            TradeState.Proposed => round is null ? trade.AcceptBy + times.Transit : trade.SignBy,
            TradeState.PsbtReady when isMaker => Earlier(round!.SignBy + times.Transit, round.AcceptUntil),
            TradeState.PsbtReady => round!.SignBy,
            TradeState.TakerSigned => isMaker ? round!.AcceptUntil : round!.AcceptUntil + times.Transit,
            TradeState.Broadcast => IsBumping(trade) ? round!.SignBy : null,
            TradeState.Encumbered => null,
            TradeState.Confirming or TradeState.Completed or TradeState.Conflicting or TradeState.Conflicted
                or TradeState.Rejected or TradeState.Cancelled or TradeState.Expired or TradeState.Failed => null,
        };
    }

    /// <summary>When the driver must look at the trade again: at once while there is work, else at the next timer. Null: only a signal moves it.</summary>
    public static DateTimeOffset? WakeAtOf(TradeAggregate trade, TradeTimes times)
    {
        if (trade.Notice is not null && IsDead(trade.Stage))
        {
            return trade.UpdatedAt;
        }

        if (trade.IsClosed || IsEnd(StateOf(trade)))
        {
            return null;
        }

        if (IsWork(trade.Activity))
        {
            return trade.UpdatedAt;
        }

        var deadline = DeadlineOf(trade, times);
        return deadline is { } first && trade.RebroadcastAt is { } second ? Earlier(first, second) : deadline ?? trade.RebroadcastAt;
    }

    public static DateTimeOffset Earlier(DateTimeOffset first, DateTimeOffset second) => first < second ? first : second;

    /// <summary>What looked like a foreign spend before a round was known here is the trade's own.</summary>
    private static IEnumerable<Conflict> ConflictsOf(TradeAggregate trade) =>
        trade.Conflicts.Where(conflict => RoundOf(trade, conflict.TransactionId) is null);

    private static OrderSnapshot Order(TradeAggregate trade) => trade.Order ?? throw new InvalidOperationException($"Trade {trade.TradeId} has no order yet.");

    private static bool IsSeen(TradeAggregate trade)
    {
        var current = CurrentRound(trade)?.Template?.TransactionId;
        return trade.Observations.Any(observation => observation.Status == TransactionStatus.InMempool
            && (trade.Stage == TradeState.Encumbered || observation.TransactionId == current));
    }
}
