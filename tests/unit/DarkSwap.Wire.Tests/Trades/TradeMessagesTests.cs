using System.Security.Cryptography;
using DarkSwap.Contracts.Wire;
using DarkSwap.Contracts.Wire.Trades;
using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Contracts.Wire.Values;
using DarkSwap.Cryptography;
using DarkSwap.Primitives;
using DarkSwap.Testing;
using Google.Protobuf;
using static DarkSwap.Wire.Tests.Orders.OrderExamples;

namespace DarkSwap.Wire.Tests.Trades;

public sealed class TradeMessagesTests
{
    private static readonly Guid TradeId = Guid.Parse("0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b");
    private static readonly ByteString Hash = ByteString.CopyFrom(Enumerable.Repeat((byte)7, 32).ToArray());
    private readonly PrivateKey sender = Key(3);

    public static TheoryData<TradeMessage.ContentOneofCase> Kinds =>
        [.. Enum.GetValues<TradeMessage.ContentOneofCase>().Where(kind => kind != TradeMessage.ContentOneofCase.None)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Opens_what_its_sender_sealed(TradeMessage.ContentOneofCase kind)
    {
        var message = Message(kind);
        TradeMessages.TryOpen(TradeMessages.Seal(sender, Network, message), Network, out var signer, out var opened, out var payload).ShouldBeTrue();
        signer.ShouldBe(PeerId.FromPublicKey(sender.PublicKey));
        opened.ShouldBe(message);
        payload.ShouldBe(TradeMessages.Payload(message));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Refuses_lengths_that_nothing_of_its_kind_has(TradeMessage.ContentOneofCase kind)
    {
        var message = Message(kind);
        switch (kind)
        {
            case TradeMessage.ContentOneofCase.Propose: message.Propose.Inputs[0].Proof = ByteString.Empty; break;
            case TradeMessage.ContentOneofCase.Accept: message.Accept.Inputs.Clear(); break;
            case TradeMessage.ContentOneofCase.Reject: message.Reject.Detail = new string('é', 129); break;
            case TradeMessage.ContentOneofCase.Cancel: message.Cancel.LastSeenHash = ByteString.CopyFrom(1); break;
            case TradeMessage.ContentOneofCase.Signature: message.Signature.TransactionId = ByteString.Empty; break;
            case TradeMessage.ContentOneofCase.PsbtCreate: message.PsbtCreate.Psbt = ByteString.Empty; break;
            case TradeMessage.ContentOneofCase.PsbtUpdate: message.PsbtUpdate.SignBy = long.MaxValue; break;
            case TradeMessage.ContentOneofCase.PsbtSign: message.PsbtSign.Psbt = ByteString.CopyFrom(new byte[TradeMessages.MaximumPsbtLength + 1]); break;
            case TradeMessage.ContentOneofCase.PsbtFinalize: message.PsbtFinalize.Transaction = ByteString.Empty; break;
            case TradeMessage.ContentOneofCase.PsbtBroadcast: message.PsbtBroadcast.TransactionId = ByteString.CopyFrom(new byte[33]); break;
            case TradeMessage.ContentOneofCase.None: break;
        }

        IsRefused(message);
    }

    [Fact]
    public void Refuses_messages_without_trade_hash_or_content()
    {
        var withoutTrade = Message(TradeMessage.ContentOneofCase.Signature);
        withoutTrade.TradeId = ByteString.Empty;
        IsRefused(withoutTrade);
        var withoutHash = Message(TradeMessage.ContentOneofCase.Signature);
        withoutHash.PreviousHash = ByteString.Empty;
        IsRefused(withoutHash);
        var withoutContent = Message(TradeMessage.ContentOneofCase.Signature);
        withoutContent.ClearContent();
        IsRefused(withoutContent);
    }

    [Fact]
    public void Refuses_messages_signed_by_another_kind_of_key()
    {
        using var key = PrivateKey.GenerateSecp256k1(new SeededRandomSource(6));
        TradeMessages.TryOpen(TradeMessages.Seal(key, Network, Message(TradeMessage.ContentOneofCase.Signature)), Network, out _, out _, out _).ShouldBeFalse();
        var propose = Message(TradeMessage.ContentOneofCase.Propose);
        propose.Propose.Taker = ByteString.CopyFrom(key.PublicKey.Encoded);
        IsRefused(propose);
    }

    [Fact]
    public void Refuses_messages_of_another_network_or_domain()
    {
        var message = Message(TradeMessage.ContentOneofCase.Signature);
        TradeMessages.TryOpen(TradeMessages.Seal(sender, "mainnet", message), Network, out _, out _, out _).ShouldBeFalse();
        var inOrderDomain = SignedEnvelope.Seal(sender, SigningDomains.Order(Network), PayloadTypes.Trade, TradeMessages.Payload(message));
        TradeMessages.TryOpen(inOrderDomain, Network, out _, out _, out _).ShouldBeFalse();
        TradeMessages.TryOpen([], Network, out _, out _, out _).ShouldBeFalse();
        TradeMessages.TryOpen(new byte[TradeMessages.MaximumEnvelopeLength + 1], Network, out _, out _, out _).ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Damaged_payloads_under_a_good_signature_never_throw(TradeMessage.ContentOneofCase kind)
    {
        var random = new SeededRandomSource((ulong)kind);
        var payload = TradeMessages.Payload(Message(kind));
        var opened = 0;
        for (var round = 0; round < 300; round++)
        {
            var envelope = SignedEnvelope.Seal(sender, SigningDomains.Trade(Network), PayloadTypes.Trade, Damage.Of(payload, random));
            opened += TradeMessages.TryOpen(envelope, Network, out _, out var message, out _) && message.ContentCase != TradeMessage.ContentOneofCase.None ? 1 : 0;
        }

        opened.ShouldBeLessThan(300);
    }

    [Fact]
    public void A_message_of_very_many_fields_is_refused_before_anything_is_made_of_them()
    {
        var message = Message(TradeMessage.ContentOneofCase.Propose);
        message.Propose.Inputs.AddRange(Enumerable.Repeat(new WireTradeInput(), 400_000));
        var envelope = TradeMessages.Seal(sender, Network, message);

        AllocatedBytes.Of(() => TradeMessages.TryOpen(envelope, Network, out _, out _, out _).ShouldBeFalse()).ShouldBeLessThan(4 * envelope.Length);
    }

    [Fact]
    public void The_transcript_hash_covers_everything_said_before()
    {
        byte[] payload = [1, 2, 3];
        var first = TradeMessages.NextHash(TradeMessages.FirstHash(), payload);
        first.ShouldBe(SHA256.HashData([.. new byte[32], .. payload]));
        TradeMessages.NextHash(first, payload).ShouldBe(SHA256.HashData([.. first, .. payload]));
    }

    [Fact]
    public void Trade_ids_are_sixteen_bytes_in_the_order_of_their_text()
    {
        Convert.ToHexStringLower(TradeMessages.ToBytes(TradeId).Span).ShouldBe("0190a1b2c3d47e5f8a9b0c1d2e3f4a5b");
        TradeMessages.TryReadTradeId(TradeMessages.ToBytes(TradeId), out var read).ShouldBeTrue();
        read.ShouldBe(TradeId);
        TradeMessages.TryReadTradeId(ByteString.CopyFrom(new byte[15]), out _).ShouldBeFalse();
    }

    private void IsRefused(TradeMessage message) =>
        TradeMessages.TryOpen(TradeMessages.Seal(sender, Network, message), Network, out _, out _, out _).ShouldBeFalse();

    private TradeMessage Message(TradeMessage.ContentOneofCase kind)
    {
        var message = new TradeMessage { TradeId = TradeMessages.ToBytes(TradeId), Sequence = 2, PreviousHash = Hash };
        var time = UnixMicroseconds.Of(Now);
        OutPointText.TryRead(FirstCoin, out var outPoint).ShouldBeTrue();
        var input = new WireTradeInput { OutPoint = outPoint, Satoshis = 546, Script = ByteString.CopyFrom(new byte[22]), Proof = ByteString.CopyFrom(Proof(1)) };
        switch (kind)
        {
            case TradeMessage.ContentOneofCase.Propose:
                message.Propose = new TradePropose
                {
                    ProtocolVersion = 1, TemplateVersion = 1, Network = Network, OrderId = Hash, Fill = AmountBytes.Of(400), QuoteSatoshis = 10_000,
                    Taker = ByteString.CopyFrom(sender.PublicKey.Encoded), Inputs = { input }, ReceiveScript = input.Script, ChangeScript = input.Script,
                    FeeRate = 2_000, AcceptBy = time, SignBy = time, Nonce = Hash,
                };
                break;
            case TradeMessage.ContentOneofCase.Accept:
                message.Accept = new TradeAccept
                {
                    ProposalHash = Hash, Inputs = { input }, ReceiveScript = input.Script, ChangeScript = input.Script,
                    AcceptUntil = time, TemplateHash = Hash, TransactionId = Hash,
                };
                break;
            case TradeMessage.ContentOneofCase.Reject: message.Reject = new TradeReject { Reason = TradeRejectReason.Busy, Detail = "locked" }; break;
            case TradeMessage.ContentOneofCase.Cancel: message.Cancel = new TradeCancel { Reason = "changed my mind", LastSeenHash = Hash }; break;
            case TradeMessage.ContentOneofCase.Signature: message.Signature = new TradeSignature { TemplateHash = Hash, TransactionId = Hash }; break;
            case TradeMessage.ContentOneofCase.PsbtCreate: message.PsbtCreate = new PsbtCreate { Psbt = Hash }; break;
            case TradeMessage.ContentOneofCase.PsbtUpdate: message.PsbtUpdate = new PsbtUpdate { Round = 1, Psbt = Hash, FeeRate = 5_000, SignBy = time }; break;
            case TradeMessage.ContentOneofCase.PsbtSign: message.PsbtSign = new PsbtSign { Psbt = Hash }; break;
            case TradeMessage.ContentOneofCase.PsbtFinalize: message.PsbtFinalize = new PsbtFinalize { Transaction = Hash }; break;
            case TradeMessage.ContentOneofCase.PsbtBroadcast: message.PsbtBroadcast = new PsbtBroadcast { TransactionId = Hash }; break;
            case TradeMessage.ContentOneofCase.None: break;
        }

        return message;
    }
}
