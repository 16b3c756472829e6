using DarkSwap.Contracts.Trades;
using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Contracts.Wire.Values;
using DarkSwap.Primitives;
using DarkSwap.Trade.Domain;
using DarkSwap.Trade.Tests.Simulation;
using Google.Protobuf;

namespace DarkSwap.Trade.Tests.Domain;

/// <summary>A counterparty that signs whatever it likes.</summary>
public sealed class HostilePeerTests
{
    [Fact]
    public void Fee_bumps_without_end_do_not_make_the_trade_grow_without_end()
    {
        var pair = new ModelPair().Broadcast();
        pair.Taker.IsUp = false;
        for (var round = 1; round < 100; round++)
        {
            var update = new PsbtUpdate
            {
                Round = (uint)round,
                Psbt = ByteString.CopyFrom(new byte[400_000]),
                FeeRate = 3000 + round,
                SignBy = UnixMicroseconds.Of(pair.Now + TimeSpan.FromMinutes(1)),
            };
            pair.Maker.Deliver(Forgery.Next(pair, pair.Maker, new TradeMessage { PsbtUpdate = update }), pair.Now);
            pair.Pump();
        }

        pair.Maker.Trade!.Rounds.Count.ShouldBeLessThanOrEqualTo(pair.Times.MaximumRounds);
        TradeStorage.Write(pair.Maker.Trade!).Length.ShouldBeLessThan(200_000);
        pair.Mine();
        pair.MakerState.ShouldBe(TradeState.Completed);
    }

    [Fact]
    public void A_fee_bump_with_another_template_is_refused_and_the_first_round_completes()
    {
        var pair = new ModelPair().Broadcast();
        var update = new PsbtUpdate { Round = 1, Psbt = ByteString.CopyFrom(1, 2), FeeRate = 3000, SignBy = UnixMicroseconds.Of(pair.Now + TimeSpan.FromMinutes(1)) };
        pair.Taker.IsUp = false;
        pair.Maker.Deliver(Forgery.Next(pair, pair.Maker, new TradeMessage { PsbtUpdate = update }), pair.Now);
        pair.Pump();
        pair.MakerState.ShouldBe(TradeState.Broadcast);
        pair.Maker.Trade!.Reason.ShouldBe("templateMatches");
        pair.Mine();
        pair.MakerState.ShouldBe(TradeState.Completed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Signed_nonsense_never_throws_and_never_ends_a_trade_whose_signature_is_out(ulong seed)
    {
        var random = new SeededRandomSource(seed);
        var pair = new ModelPair();
        pair.Pump();
        pair.Sign(pair.Taker);
        pair.Maker.IsUp = false;
        for (var count = 0; count < 400; count++)
        {
            pair.Taker.Deliver(Forgery.Next(pair, pair.Taker, Nonsense(random, pair.Taker.Trade!)), pair.Now);
            TradeView.IsDead(pair.Taker.Trade!.Stage).ShouldBeFalse();
        }

        pair.Taker.Trade!.Early.Count.ShouldBeLessThanOrEqualTo(pair.Times.MaximumEarlyMessages);
        pair.Taker.Lock.ShouldBe((null, true));
        pair.Taker.Trade!.Stage.ShouldBe(TradeState.Encumbered, "one of the cancellations counts");
        pair.Taker.Outbox.ShouldHaveSingleItem().ShouldBeOfType<TradeStateChanged>();
    }

    private static TradeMessage Nonsense(SeededRandomSource random, TradeAggregate trade)
    {
        var bytes = new byte[48];
        random.Fill(bytes);
        var hash = ByteString.CopyFrom(bytes, 0, 32);
        var round = (uint)(bytes[32] % 3);
        return (bytes[33] % 9) switch
        {
            0 => new TradeMessage { Reject = new TradeReject { Reason = (TradeRejectReason)bytes[34] } },
            1 => new TradeMessage { Cancel = new TradeCancel { LastSeenHash = bytes[34] % 2 == 0 ? ByteString.CopyFrom(trade.TranscriptHash) : hash } },
            2 => new TradeMessage { Signature = new TradeSignature { Round = round, TemplateHash = hash, TransactionId = hash } },
            3 => new TradeMessage { PsbtCreate = new PsbtCreate { Psbt = hash } },
            4 => new TradeMessage { PsbtUpdate = new PsbtUpdate { Round = round, Psbt = hash, FeeRate = bytes[35] + 1, SignBy = 1 } },
            5 => new TradeMessage { PsbtSign = new PsbtSign { Round = round, Psbt = hash } },
            6 => new TradeMessage { PsbtFinalize = new PsbtFinalize { Round = round, Transaction = hash } },
            7 => new TradeMessage { PsbtBroadcast = new PsbtBroadcast { Round = round, TransactionId = hash } },
            _ => new TradeMessage { Cancel = new TradeCancel { Reason = "no", LastSeenHash = hash } },
        };
    }
}
