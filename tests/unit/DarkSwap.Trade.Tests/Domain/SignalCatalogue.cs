using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Trades;
using DarkSwap.Contracts.Wire.Trades;
using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Contracts.Wire.Values;
using DarkSwap.Trade.Domain;
using DarkSwap.Trade.Tests.Simulation;
using Google.Protobuf;

namespace DarkSwap.Trade.Tests.Domain;

/// <summary>Every signal that a position can meet, each as likely as it can be there: with the numbers, hashes and round that the position expects.</summary>
internal static class SignalCatalogue
{
    public static IEnumerable<(string Name, TradeSignal Signal, TimeSpan Later)> For(TradePosition position)
    {
        var (world, trade, _) = position;
        yield return ("Tick", new TradeSignal.Tick(), TimeSpan.Zero);
        yield return ("Tick two hours later", new TradeSignal.Tick(), TimeSpan.FromHours(2));
        if (ModelServices.Answer(world, trade) is { } answer)
        {
            yield return ("result of its work", answer, TimeSpan.Zero);
            yield return ("result of its work, two hours late", answer, TimeSpan.FromHours(2));
        }

        foreach (var (name, signal) in Commands(world, trade).Concat(Results(world)).Concat(ChainNews(world, trade)).Concat(Messages(world, trade)))
        {
            yield return (name, signal, TimeSpan.Zero);
        }
    }

    private static IEnumerable<(string Name, TradeSignal Signal)> Commands(ModelWorld world, TradeAggregate trade)
    {
        yield return ("Accept", new TradeSignal.Accept());
        yield return ("Decline", new TradeSignal.Decline(null));
        yield return ("Cancel", new TradeSignal.Cancel(null));
        yield return ("BumpFee", new TradeSignal.BumpFee(50_000));
        yield return ("SubmitReclaim", ModelServices.Reclaim(world, trade));
        var psbt = TradeView.CurrentRound(trade)?.Template is { } template ? ModelTransactions.Sign(template.Psbt, TradeView.RoleOf(trade)) : ModelTransactions.Unsigned([1]);
        yield return ("SubmitSignatures", new TradeSignal.SubmitSignatures(psbt));
        yield return ("SubmitFinal", new TradeSignal.SubmitFinal(psbt, ModelTransactions.TransactionOf(psbt)));
    }

    private static IEnumerable<(string Name, TradeSignal Signal)> Results(ModelWorld world)
    {
        yield return ("WorkFailed", new TradeSignal.WorkFailed("dustOutput"));
        yield return ("CoinsLocked", new TradeSignal.CoinsLocked());
        yield return ("CoinLockRefused", new TradeSignal.CoinLockRefused(world.Coin(TradeSide.Maker)));
        yield return ("OrderFound", new TradeSignal.OrderFound(world.Order(isOwn: true), world.Settlement(TradeSide.Maker), false));
        yield return ("InputsSelected", new TradeSignal.InputsSelected(world.Party(TradeSide.Maker)));
        yield return ("PeerSignaturesVerified", new TradeSignal.PeerSignaturesVerified());
        yield return ("MessagesSigned of another batch", new TradeSignal.MessagesSigned([]));
    }

    private static IEnumerable<(string Name, TradeSignal Signal)> ChainNews(ModelWorld world, TradeAggregate trade)
    {
        var own = TradeView.VisibleRound(trade)?.Template?.TransactionId ?? new string('0', 64);
        yield return ("own in mempool", new TradeSignal.TransactionObserved(own, TransactionStatus.InMempool, 0, 1000));
        yield return ("own confirmed", new TradeSignal.TransactionObserved(own, TransactionStatus.Confirmed, 1, 1000));
        yield return ("own confirmed by 12", new TradeSignal.TransactionObserved(own, TransactionStatus.Confirmed, 12, 1000));
        yield return ("own unseen", new TradeSignal.TransactionObserved(own, TransactionStatus.Unseen, 0, 1000));
        yield return ("own, an old observation", new TradeSignal.TransactionObserved(own, TransactionStatus.Confirmed, 12, -1));
        var other = new string('c', 64);
        yield return ("input spent in mempool", new TradeSignal.InputSpent(world.Coin(TradeSide.Maker), other, TransactionStatus.InMempool, 0, 1000));
        yield return ("input spent in a block", new TradeSignal.InputSpent(world.Coin(TradeSide.Maker), other, TransactionStatus.Confirmed, 1, 1000));
        yield return ("input spent twelve blocks ago", new TradeSignal.InputSpent(world.Coin(TradeSide.Maker), other, TransactionStatus.Confirmed, 12, 1000));
        yield return ("BroadcastRefused", new TradeSignal.BroadcastRefused(own, "bad-txns"));
    }

    private static IEnumerable<(string Name, TradeSignal Signal)> Messages(ModelWorld world, TradeAggregate trade)
    {
        foreach (var content in Contents(world, trade))
        {
            content.TradeId = TradeMessages.ToBytes(trade.TradeId);
            content.Sequence = (uint)trade.NextSequence;
            content.PreviousHash = ByteString.CopyFrom(trade.TranscriptHash);
            yield return ($"message {content.ContentCase}", From(world, trade, content));
        }

        var (early, strange, wrong) = (Cancel(trade), Cancel(trade), Cancel(trade));
        early.Cancel.LastSeenHash = ByteString.CopyFrom(new byte[32]);
        early.Sequence = (uint)trade.NextSequence + 2;
        yield return ("a message that overtook another", From(world, trade, early));
        yield return ("a message of a stranger", From(world, trade, strange) with { Sender = "12D3KooWStranger" });
        wrong.Cancel.LastSeenHash = ByteString.CopyFrom(new byte[32]);
        wrong.PreviousHash = ByteString.CopyFrom(new byte[32]);
        yield return ("a message of another transcript", From(world, trade, wrong));
        if (trade.Marks.LastOrDefault(mark => !mark.IsOwn) is { } mark)
        {
            var contradiction = Cancel(trade);
            contradiction.Sequence = (uint)mark.Sequence;
            yield return ("another message with a used sequence", From(world, trade, contradiction));
        }
    }

    private static IEnumerable<TradeMessage> Contents(ModelWorld world, TradeAggregate trade)
    {
        var round = TradeView.CurrentRound(trade);
        var number = (uint)(round?.Number ?? 0);
        var transaction = round?.Template is { } template ? ModelTransactions.TransactionOf(template.Psbt) : ModelTransactions.Spend([world.Coin(TradeSide.Maker)], 1);
        TransactionIdText.TryRead(ModelTransactions.IdOf(transaction), out var id).ShouldBeTrue();
        var hash = ByteString.CopyFrom(round?.Template?.TemplateHash ?? new byte[32]);
        var peerRole = trade.Side == TradeSide.Maker ? TradeRole.GivesBitcoin : TradeRole.GivesAsset;
        var signBy = UnixMicroseconds.Of(trade.UpdatedAt + TimeSpan.FromMinutes(2));
        var party = world.Party(trade.Side == TradeSide.Maker ? TradeSide.Taker : TradeSide.Maker);
        var accept = new TradeAccept
        {
            ProposalHash = ByteString.CopyFrom(trade.TranscriptHash),
            ReceiveScript = ByteString.CopyFrom(party.ReceiveScript),
            ChangeScript = ByteString.CopyFrom(party.ChangeScript),
            AcceptUntil = UnixMicroseconds.Of(trade.SignBy + TimeSpan.FromMinutes(5)),
            TemplateHash = hash,
            TransactionId = id,
        };
        accept.Inputs.AddRange(party.Inputs.Select(TradeContents.ToWire));
        var psbt = ByteString.CopyFrom(ModelTransactions.Unsigned(transaction));
        var signed = ByteString.CopyFrom(ModelTransactions.Sign(ModelTransactions.Unsigned(transaction), peerRole));
        yield return new() { Propose = new TradePropose() };
        yield return new() { Accept = accept };
        yield return new() { Reject = new TradeReject { Reason = TradeRejectReason.Declined } };
        yield return Cancel(trade);
        yield return new() { Signature = new TradeSignature { Round = number, TemplateHash = hash, TransactionId = id } };
        yield return new() { PsbtCreate = new PsbtCreate { Psbt = psbt } };
        yield return new() { PsbtUpdate = new PsbtUpdate { Round = (uint)trade.Rounds.Count, Psbt = psbt, FeeRate = 60_000, SignBy = signBy } };
        yield return new() { PsbtSign = new PsbtSign { Round = number, Psbt = signed } };
        yield return new() { PsbtFinalize = new PsbtFinalize { Round = number, Transaction = ByteString.CopyFrom(transaction) } };
        yield return new() { PsbtBroadcast = new PsbtBroadcast { Round = number, TransactionId = id } };
    }

    private static TradeMessage Cancel(TradeAggregate trade) => new()
    {
        TradeId = TradeMessages.ToBytes(trade.TradeId),
        Sequence = (uint)trade.NextSequence,
        PreviousHash = ByteString.CopyFrom(trade.TranscriptHash),
        Cancel = new TradeCancel { Reason = "no", LastSeenHash = ByteString.CopyFrom(trade.TranscriptHash) },
    };

    private static TradeSignal.PeerMessage From(ModelWorld world, TradeAggregate trade, TradeMessage message)
    {
        var payload = TradeMessages.Payload(message);
        var peer = trade.Side == TradeSide.Maker ? TradeSide.Taker : TradeSide.Maker;
        return new TradeSignal.PeerMessage(world.PeerIdOf(peer), message, payload, TradeMessages.Seal(world.KeyOf(peer), ModelWorld.Network, message));
    }
}
