using System.Security.Cryptography;
using System.Text;
using DarkSwap.Contracts.Assets;
using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Trades;
using DarkSwap.Cryptography;
using DarkSwap.Primitives;
using DarkSwap.Trade.Domain;

namespace DarkSwap.Trade.Tests.Simulation;

/// <summary>Two peers, an order of the maker's and coins of both: what every test of the machine begins with.</summary>
internal sealed class ModelWorld
{
    public const string Network = "regtest:0f9188f1";
    public const string Asset = "RUNE:110:1";

    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public ModelWorld(OrderSide makerSide = OrderSide.Sell, SettlementAcceptance acceptance = SettlementAcceptance.Automatic, ulong seed = 1)
    {
        var random = new SeededRandomSource(seed);
        Maker = PrivateKey.Generate(random);
        Taker = PrivateKey.Generate(random);
        MakerSide = makerSide;
        Acceptance = acceptance;
        var id = new byte[16];
        random.Fill(id);
        TradeId = new Guid(id);
    }

    public PrivateKey Maker { get; }

    public PrivateKey Taker { get; }

    public OrderSide MakerSide { get; }

    public SettlementAcceptance Acceptance { get; }

    public Guid TradeId { get; }

    public int Confirmations { get; init; } = 1;

    public string MakerId => PeerId.FromPublicKey(Maker.PublicKey).ToString();

    public string TakerId => PeerId.FromPublicKey(Taker.PublicKey).ToString();

    public OrderSnapshot Order(bool isOwn) => new()
    {
        OrderId = Hash("order"),
        Network = Network,
        Maker = MakerId,
        Agent = MakerId,
        Base = Asset,
        Quote = "BTC",
        Side = MakerSide,
        BaseAmount = 1000,
        Remaining = 1000,
        MinimumFill = 100,
        Price = new Price(25, 1),
        CreatedAt = Start - TimeSpan.FromHours(1),
        ExpiresAt = Start + TimeSpan.FromDays(2),
        Status = OrderStatus.Open,
        UpdateSequence = 0,
        UpdateHash = [],
        Backing = [],
        MinimumFeeRate = 1000,
        MaximumFeeRate = 100_000,
        IsOwn = isOwn,
    };

    public Settlement Settlement(TradeSide side) => new()
    {
        Coins = [new SettlementCoin(Coin(side), [1])],
        ReceiveAddress = $"receive of {side}",
        ChangeAddress = $"change of {side}",
        Acceptance = side == TradeSide.Maker ? Acceptance : SettlementAcceptance.Automatic,
    };

    public TradeParty Party(TradeSide side) => new()
    {
        Inputs = [new TradeInput { OutPoint = Coin(side), Satoshis = 10_000, Script = [0x51, 0x20, (byte)side], Proof = [7] }],
        ReceiveScript = [0x51, 0x21, (byte)side],
        ChangeScript = [0x51, 0x22, (byte)side],
    };

    public NewTrade NewTrade() => new()
    {
        TradeId = TradeId,
        Order = Order(isOwn: false),
        Fill = 400,
        QuoteSatoshis = 10_000,
        FeeRate = 2000,
        Settlement = Settlement(TradeSide.Taker),
        TakerKey = Taker.PublicKey.ToBytes(),
        Nonce = [1, 2, 3],
        ConfirmationsWanted = Confirmations,
        MakerCoinConfirmations = 1,
        TakerCoinConfirmations = 1,
        AcceptWithin = TimeSpan.FromSeconds(30),
    };

    public string Coin(TradeSide side) => Hash(side.ToString()) + ":0";

    public PrivateKey KeyOf(TradeSide side) => side == TradeSide.Maker ? Maker : Taker;

    public string PeerIdOf(TradeSide side) => side == TradeSide.Maker ? MakerId : TakerId;

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
