using DarkSwap.Contracts.Connectivity;
using DarkSwap.Contracts.Wire.Trades;
using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Contracts.Wire.Values;
using Google.Protobuf;

namespace DarkSwap.Trade.Domain;

/// <summary>What a trade has to say now. The same trade always drafts the same bytes, so that signing may be repeated.</summary>
public static class MessageDrafts
{
    /// <summary>Messages of one batch; empty when the activity sends none.</summary>
    public static IReadOnlyList<MessageDraft> Of(TradeAggregate trade)
    {
        var contents = TradeView.IsDead(trade.Stage) ? ContentsOfNotice(trade) : ContentsOfActivity(trade);
        var drafts = new List<MessageDraft>(contents.Count);
        var (sequence, hash) = (trade.NextSequence, trade.TranscriptHash);
        foreach (var message in contents)
        {
            message.TradeId = TradeMessages.ToBytes(trade.TradeId);
            message.Sequence = (uint)sequence;
            message.PreviousHash = ByteString.CopyFrom(hash);
            var payload = TradeMessages.Payload(message);
            drafts.Add(new MessageDraft(TradeContents.KindOf(message), sequence, payload));
            hash = TradeMessages.NextHash(hash, payload);
            sequence++;
        }

        return drafts;
    }

    private static IReadOnlyList<TradeMessage> ContentsOfNotice(TradeAggregate trade) => trade.Notice switch
    {
        { Kind: PeerMessageKind.TradeReject } notice => [Rejection(notice)],
        { } notice => [new() { Cancel = new TradeCancel { Reason = notice.Detail, LastSeenHash = ByteString.CopyFrom(trade.TranscriptHash) } }],
        null => [],
    };

    private static IReadOnlyList<TradeMessage> ContentsOfActivity(TradeAggregate trade) => trade.Activity switch
    {
        TradeActivity.SendProposal => [new() { Propose = Proposal(trade) }],
        TradeActivity.SendAcceptance =>
        [
            new() { Accept = Acceptance(trade) },
            new() { PsbtCreate = new PsbtCreate { Psbt = ByteString.CopyFrom(Round(trade).Template!.Psbt) } },
            TermsSignature(trade),
        ],
        TradeActivity.SendSignatures =>
        [
            TermsSignature(trade),
            new() { PsbtSign = new PsbtSign { Round = (uint)Round(trade).Number, Psbt = ByteString.CopyFrom(Round(trade).OwnPsbt) } },
        ],
        TradeActivity.SendFinal =>
        [
            new() { PsbtFinalize = new PsbtFinalize { Round = (uint)Round(trade).Number, Transaction = ByteString.CopyFrom(Round(trade).Transaction) } },
            new() { PsbtBroadcast = new PsbtBroadcast { Round = (uint)Round(trade).Number, TransactionId = TransactionId(trade) } },
        ],
        TradeActivity.SendUpdate => [new() { PsbtUpdate = Update(trade) }],
        TradeActivity.SendAgreement => [TermsSignature(trade)],
        TradeActivity.SendRoundRefusal => [Rejection(trade.Notice!)],
        TradeActivity.None or TradeActivity.LookUpOrder or TradeActivity.SelectInputs or TradeActivity.PrepareTemplate or TradeActivity.CheckTerms
            or TradeActivity.VerifyPeerSignatures or TradeActivity.AwaitCoins or TradeActivity.AwaitOperator or TradeActivity.AwaitPeer
            or TradeActivity.AwaitUser or TradeActivity.AwaitChain => [],
    };

    private static TradeMessage Rejection(TradeNotice notice) => new() { Reject = new TradeReject { Reason = notice.Reason, Detail = notice.Detail } };

    private static TradePropose Proposal(TradeAggregate trade)
    {
        var party = trade.OwnParty!;
        var propose = new TradePropose
        {
            ProtocolVersion = TradeProtocol.Version,
            TemplateVersion = TradeProtocol.TemplateVersion,
            Network = trade.Network,
            OrderId = ByteString.CopyFrom(Convert.FromHexString(trade.OrderId)),
            UpdateSequence = trade.UpdateSequence,
            UpdateHash = ByteString.CopyFrom(trade.UpdateHash),
            Fill = AmountBytes.Of(trade.Fill),
            QuoteSatoshis = trade.QuoteSatoshis,
            Taker = ByteString.CopyFrom(trade.TakerKey),
            ReceiveScript = ByteString.CopyFrom(party.ReceiveScript),
            ChangeScript = ByteString.CopyFrom(party.ChangeScript),
            FeeRate = trade.FeeRate,
            MakerCoinConfirmations = (uint)trade.MakerCoinConfirmations,
            TakerCoinConfirmations = (uint)trade.TakerCoinConfirmations,
            AcceptBy = UnixMicroseconds.Of(trade.AcceptBy),
            SignBy = UnixMicroseconds.Of(trade.SignBy),
            Nonce = ByteString.CopyFrom(trade.Nonce),
        };
        propose.Inputs.AddRange(party.Inputs.Select(TradeContents.ToWire));
        return propose;
    }

    private static TradeAccept Acceptance(TradeAggregate trade)
    {
        var party = trade.OwnParty!;
        var accept = new TradeAccept
        {
            ProposalHash = ByteString.CopyFrom(trade.TranscriptHash),
            ReceiveScript = ByteString.CopyFrom(party.ReceiveScript),
            ChangeScript = ByteString.CopyFrom(party.ChangeScript),
            AcceptUntil = UnixMicroseconds.Of(Round(trade).AcceptUntil),
            TemplateHash = ByteString.CopyFrom(Round(trade).Template!.TemplateHash),
            TransactionId = TransactionId(trade),
        };
        accept.Inputs.AddRange(party.Inputs.Select(TradeContents.ToWire));
        return accept;
    }

    private static PsbtUpdate Update(TradeAggregate trade) => new()
    {
        Round = (uint)Round(trade).Number,
        Psbt = ByteString.CopyFrom(Round(trade).Template!.Psbt),
        FeeRate = Round(trade).FeeRate,
        SignBy = UnixMicroseconds.Of(Round(trade).SignBy),
    };

    private static TradeMessage TermsSignature(TradeAggregate trade) => new()
    {
        Signature = new TradeSignature
        {
            Round = (uint)Round(trade).Number,
            TemplateHash = ByteString.CopyFrom(Round(trade).Template!.TemplateHash),
            TransactionId = TransactionId(trade),
        },
    };

    private static TradeRound Round(TradeAggregate trade) =>
        TradeView.CurrentRound(trade) ?? throw new InvalidOperationException($"Trade {trade.TradeId} has no template yet.");

    private static ByteString TransactionId(TradeAggregate trade) =>
        TransactionIdText.TryRead(Round(trade).Template!.TransactionId, out var bytes)
            ? bytes
            : throw new InvalidOperationException($"Trade {trade.TradeId} has a template without a transaction id.");
}
