using DarkSwap.Contracts.Connectivity;
using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Trades;
using DarkSwap.Contracts.Wire.Orders;
using DarkSwap.Contracts.Wire.Trades;
using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Contracts.Wire.Values;
using DarkSwap.Cryptography;

namespace DarkSwap.Trade.Domain;

/// <summary>How a maker meets a proposal: whether it can begin a trade at all, and what is refused before anything is built.</summary>
internal static class ProposalRules
{
    private const string Bitcoin = "BTC";
    private const int MaximumConfirmations = 6;

    public static TradeDecision? Receive(
        TradeSignal.PeerMessage signal, Guid tradeId, string network, int confirmationsWanted, int takerCoinConfirmations, bool isBusy, TradeTimes times, DateTimeOffset now)
    {
        var message = signal.Message;
        if (message.ContentCase != TradeMessage.ContentOneofCase.Propose
            || message.Sequence != 0
            || !message.PreviousHash.Span.SequenceEqual(TradeMessages.FirstHash())
            || Read(signal, tradeId, network, confirmationsWanted, takerCoinConfirmations, now) is not { } trade)
        {
            return null;
        }

        var transition = new TradeTransition(trade, times, now);
        transition.Record(PeerMessageKind.TradePropose, 0, signal.Payload, signal.Envelope, isOwn: false);
        if (RefusalOf(message.Propose, signal.Sender, trade, isBusy, times, now) is { } reason)
        {
            Reject(transition, reason);
        }

        return transition.Finish();
    }

    public static TradeDecision LookUp(TradeTransition transition, TradeSignal.OrderFound found)
    {
        if (transition.Trade.Activity != TradeActivity.LookUpOrder)
        {
            return transition.Finish();
        }

        if (found is not { Order: { IsOwn: true } order, Settlement: { } settlement })
        {
            Reject(transition, TradeRejectReason.OrderUnknown);
            return transition.Finish();
        }

        transition.Trade = transition.Trade with { Order = order, Settlement = settlement };
        if (found.IsAssetSourceMissing)
        {
            Reject(transition, TradeRejectReason.Unavailable);
        }
        else if (settlement.Acceptance == SettlementAcceptance.Automatic && transition.Trade.SignBy > transition.Now + transition.Times.LongestHold)
        {
            // Whoever is answered at once needs no time to wait: a late deadline would only keep the order out of the book.
            Reject(transition, TradeRejectReason.Expired);
        }
        else if (RefusalOf(order, transition.Trade, transition.Now) is { } reason)
        {
            Reject(transition, reason);
        }
        else
        {
            transition.Work(TradeActivity.SelectInputs);
        }

        return transition.Finish();
    }

    /// <summary>Whether a fill of the order may be traded at these terms.</summary>
    public static TradeRejectReason? RefusalOf(OrderSnapshot order, UInt128 fill, long quoteSatoshis, long feeRate, DateTimeOffset now)
    {
        if (order.Quote != Bitcoin || order.Base == Bitcoin)
        {
            return TradeRejectReason.Unsupported;
        }

        if (OfStatus(order.Status) is { } closed)
        {
            return closed;
        }

        if (order.ExpiresAt <= now)
        {
            return TradeRejectReason.OrderClosed;
        }

        if (fill > order.Remaining || (fill < order.MinimumFill && fill != order.Remaining) || fill == UInt128.Zero)
        {
            return TradeRejectReason.FillRefused;
        }

        if (QuoteAmount.InSatoshis(order.Side == OrderSide.Sell, fill, order.Price.Quote, order.Price.Base) != quoteSatoshis)
        {
            return TradeRejectReason.PriceMismatch;
        }

        return feeRate < order.MinimumFeeRate || feeRate > order.MaximumFeeRate ? TradeRejectReason.FeeRefused : null;
    }

    private static TradeRejectReason? OfStatus(OrderStatus status) => status switch
    {
        OrderStatus.Open => null,
        OrderStatus.Suspended => TradeRejectReason.Busy,
        OrderStatus.Pending => TradeRejectReason.Unavailable,
        OrderStatus.Filled or OrderStatus.Cancelled or OrderStatus.Expired or OrderStatus.Unbacked => TradeRejectReason.OrderClosed,
    };

    private static TradeRejectReason? RefusalOf(OrderSnapshot order, TradeAggregate trade, DateTimeOffset now)
    {
        if (order.Network != trade.Network)
        {
            return TradeRejectReason.Unsupported;
        }

        return order.UpdateSequence != trade.UpdateSequence || !order.UpdateHash.AsSpan().SequenceEqual(trade.UpdateHash)
            ? TradeRejectReason.OrderStale
            : RefusalOf(order, trade.Fill, trade.QuoteSatoshis, trade.FeeRate, now);
    }

    /// <summary>What can be refused without looking anything up.</summary>
    private static TradeRejectReason? RefusalOf(TradePropose propose, string sender, TradeAggregate trade, bool isBusy, TradeTimes times, DateTimeOffset now)
    {
        if (propose.ProtocolVersion != TradeProtocol.Version || propose.TemplateVersion != TradeProtocol.TemplateVersion || propose.Network != trade.Network
            || !IsOwnKey(propose, sender) || propose.TakerCoinConfirmations > MaximumConfirmations || propose.MakerCoinConfirmations > MaximumConfirmations)
        {
            return TradeRejectReason.Unsupported;
        }

        if (trade.AcceptBy <= now || trade.AcceptBy > now + times.LongestWindow
            || trade.SignBy <= trade.AcceptBy || trade.SignBy > trade.AcceptBy + times.LongestWindow)
        {
            return TradeRejectReason.Expired;
        }

        return isBusy ? TradeRejectReason.Busy : null;
    }

    /// <summary>The taker's key is the sender's: keys of others would need a delegation, which this version does not know.</summary>
    private static bool IsOwnKey(TradePropose propose, string sender) =>
        propose.Delegation.IsEmpty && PublicKey.TryReadEd25519(propose.Taker.Span, out var key) && PeerId.FromPublicKey(key).ToString() == sender;

    private static TradeAggregate? Read(
        TradeSignal.PeerMessage signal, Guid tradeId, string network, int confirmationsWanted, int takerCoinConfirmations, DateTimeOffset now)
    {
        var propose = signal.Message.Propose;
        if (!AmountBytes.TryRead(propose.Fill, out var fill)
            || !UnixMicroseconds.TryRead(propose.AcceptBy, out var acceptBy)
            || !UnixMicroseconds.TryRead(propose.SignBy, out var signBy)
            || !TradeContents.TryReadParty(propose.Inputs, propose.ReceiveScript, propose.ChangeScript, out var party))
        {
            return null;
        }

        return new TradeAggregate
        {
            TradeId = tradeId,
            OrderId = Convert.ToHexStringLower(propose.OrderId.Span),
            Network = network,
            Side = TradeSide.Maker,
            Counterparty = signal.Sender,
            Fill = fill,
            QuoteSatoshis = propose.QuoteSatoshis,
            FeeRate = propose.FeeRate,
            UpdateSequence = propose.UpdateSequence,
            UpdateHash = propose.UpdateHash.ToByteArray(),
            TakerKey = propose.Taker.ToByteArray(),
            Nonce = propose.Nonce.ToByteArray(),
            ConfirmationsWanted = confirmationsWanted,
            MakerCoinConfirmations = (int)Math.Min(propose.MakerCoinConfirmations, MaximumConfirmations),
            TakerCoinConfirmations = Math.Max(takerCoinConfirmations, (int)Math.Min(propose.TakerCoinConfirmations, MaximumConfirmations)),
            CreatedAt = now,
            UpdatedAt = now,
            AcceptBy = acceptBy,
            SignBy = signBy,
            PeerParty = party,
            Stage = TradeState.Proposed,
            Activity = TradeActivity.LookUpOrder,
            TranscriptHash = TradeMessages.FirstHash(),
            Version = 0,
        };
    }

    private static void Reject(TradeTransition transition, TradeRejectReason reason)
    {
        transition.Die(TradeState.Rejected, NameOf(reason), PeerMessageKind.TradeReject, reason);

        // What was offered need not be kept: a stranger should not fill this node's disk.
        transition.Trade = transition.Trade with { PeerParty = null };
    }

    /// <summary>Stable name of a reason, as the API shows it.</summary>
    public static string NameOf(TradeRejectReason reason)
    {
        var name = reason.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
