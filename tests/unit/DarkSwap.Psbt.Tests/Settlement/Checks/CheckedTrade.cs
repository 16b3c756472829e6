using DarkSwap.Bitcoin.Runes;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Contracts.Assets;
using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Wire;
using DarkSwap.Contracts.Wire.Trades;
using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Cryptography;
using DarkSwap.Psbt.Domain.Settlement;
using DarkSwap.Psbt.Domain.Settlement.Checks;
using Google.Protobuf;

namespace DarkSwap.Psbt.Tests.Settlement.Checks;

/// <summary>A whole trade with real keys, proofs and signatures: Alice sells 400 of 1,000 runes from her P2TR coin, Bob takes with a P2WPKH coin.</summary>
internal sealed class CheckedTrade
{
    public const string Network = "regtest:0f9188f1";
    public static readonly RuneId Rune = new(110, 1);
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid TradeId = Guid.Parse("01900000-0000-7000-8000-000000000001");
    private static readonly string OrderId = new('a', 64);
    private readonly PrivateKey aliceIdentity = PrivateKey.FromSeed(Enumerable.Repeat((byte)7, 32).ToArray());

    public CheckedTrade()
    {
        Terms = new TradeTerms
        {
            TemplateVersion = 1,
            Network = Network,
            TradeId = TradeId,
            OrderId = OrderId,
            Asset = "RUNE:110:1",
            Fill = 400,
            QuoteSatoshis = 10_000,
            FeeRate = 2_000,
            Taker = TradeRole.GivesBitcoin,
            AssetSide = new TradeParty
            {
                Inputs = [Input(Alice, 10_000, SigningDomains.BackingMessage(Network, OrderId))],
                ReceiveScript = AliceReceive.Script.ToArray(),
                ChangeScript = AliceChange.Script.ToArray(),
            },
            BitcoinSide = new TradeParty
            {
                Inputs = [Input(Bob, 100_000, SigningDomains.TradeProofMessage(Network, TradeId))],
                ReceiveScript = BobReceive.Script.ToArray(),
                ChangeScript = BobChange.Script.ToArray(),
            },
        };
    }

    public TestKey Alice { get; } = new(1, isTaproot: true);

    public TestKey AliceReceive { get; } = new(2, isTaproot: false);

    public TestKey AliceChange { get; } = new(3, isTaproot: true);

    public TestKey Bob { get; } = new(4, isTaproot: false);

    public TestKey BobReceive { get; } = new(5, isTaproot: true);

    public TestKey BobChange { get; } = new(6, isTaproot: false);

    public TradeTerms Terms { get; init; }

    public SettlementTerms Read() => SettlementTermsReader.Read(Terms).Value!;

    public SettlementTemplate Template => TemplateBuilder.Build(Read(), Held).Value!;

    private static RuneBalances Held => RuneBalances.Of([new(Rune, 1_000)]);

    public byte[] UnsignedPsbt => TradePsbt.Create(Template.Transaction, Read().Inputs).ToArray();

    /// <summary>What one side judges by when all is well.</summary>
    public SettlementCheckContext Context(TradeRole own, TradeCheckStage stage, byte[]? psbt = null)
    {
        var terms = Read();
        var party = terms.PartyOf(own);
        return new SettlementCheckContext
        {
            Stage = stage,
            Terms = terms,
            OwnRole = own,
            Network = Network,
            Own = new OwnSide(
                [.. party.Inputs.Select(input => input.OutPoint)], party.ReceiveScript, party.ChangeScript, [party.ReceiveScript, party.ChangeScript, .. party.Inputs.Select(input => input.Script)]),
            Coins = terms.Inputs.ToDictionary(input => input.OutPoint, input => new CoinFacts
            {
                Presence = CoinPresence.Unspent,
                Output = input.SpentOutput,
                Confirmations = 3,
                Runes = input.Script == Alice.Script ? Held : RuneBalances.Empty,
                Inscriptions = AssetPresence.None,
                Alkanes = AssetPresence.None,
            }),
            AssetSources = new AssetSourceFacts(IsMissing: false, BehindDetail: null),
            Order = Order(),
            Now = Now,
            Deadline = Now.AddMinutes(5),
            ConfirmationsWanted = 1,
            Psbt = psbt is null ? null : TradePsbt.Read(psbt, terms.Inputs).Value,
            CounterpartyTermsSignature = SignTerms(Template),
            Counterparty = PeerId.FromPublicKey(aliceIdentity.PublicKey).ToString(),
            MinimumFeeRate = 1_000,
            MaximumFeeRate = 100_000,
            Template = TemplateBuilder.Build(terms, Held),
            MempoolVerdict = new MempoolVerdict(IsKnown: true, RejectReason: null),
        };
    }

    public byte[] SignTerms(SettlementTemplate template) => TradeMessages.Seal(aliceIdentity, Network, new TradeMessage
    {
        TradeId = TradeMessages.ToBytes(TradeId),
        Sequence = 2,
        PreviousHash = ByteString.CopyFrom(TradeMessages.FirstHash()),
        Signature = new TradeSignature { TemplateHash = ByteString.CopyFrom(template.ComputeHash()), TransactionId = ByteString.CopyFrom(template.Transaction.Id.ToArray()) },
    });

    public static OrderSnapshot Order() => new()
    {
        OrderId = OrderId,
        Network = Network,
        Maker = "maker",
        Agent = "maker",
        Base = "RUNE:110:1",
        Quote = "BTC",
        Side = OrderSide.Sell,
        BaseAmount = 1_000,
        Remaining = 1_000,
        MinimumFill = 100,
        Price = new Price(25, 1),
        CreatedAt = Now.AddHours(-1),
        ExpiresAt = Now.AddHours(1),
        Status = OrderStatus.Open,
        UpdateSequence = 0,
        UpdateHash = [],
        Backing = [],
        MinimumFeeRate = 1_000,
        MaximumFeeRate = 100_000,
        IsOwn = false,
    };

    public static TradeInput Input(TestKey key, long satoshis, string message)
    {
        var previous = new Transaction(2, [new TransactionInput(new OutPoint(default, (uint)satoshis), 0)], [new(satoshis, key.Script)], 0);
        return new TradeInput
        {
            OutPoint = new OutPoint(previous.Id, 0).ToString(),
            Satoshis = satoshis,
            Script = key.Script.ToArray(),
            PreviousTransaction = key.Script.Type == ScriptType.PayToWitnessPublicKeyHash ? previous.ToArray() : null,
            Proof = key.Prove(message),
        };
    }
}
