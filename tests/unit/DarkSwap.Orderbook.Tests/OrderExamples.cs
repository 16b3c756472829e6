using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Wire.Orders;
using DarkSwap.Contracts.Wire.Values;
using DarkSwap.Cryptography;
using OrderDocumentSide = DarkSwap.Contracts.Wire.V1.OrderDocumentSide;

namespace DarkSwap.Orderbook.Tests;

/// <summary>Signed orders for tests to begin with.</summary>
internal static class OrderExamples
{
    public const string Network = "regtest:0f9188f1";
    public const string Rune = "RUNE:840000:3";

    public static DateTimeOffset Now { get; } = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public static PrivateKey Key(byte seed) => PrivateKey.FromSeed(Enumerable.Repeat(seed, Ed25519.SeedLength).ToArray());

    public static string PeerIdOf(PrivateKey key) => PeerId.FromPublicKey(key.PublicKey).ToString();

    public static string Coin(byte number, uint index = 0) => $"{Convert.ToHexStringLower(Enumerable.Repeat(number, 32).ToArray())}:{index}";

    public static byte[] Proof(byte fill) => [.. Enumerable.Repeat(fill, 66)];

    public static OrderTerms Sell(PrivateKey maker) => new()
    {
        Network = Network,
        Maker = maker.PublicKey,
        Agent = PeerId.FromPublicKey(maker.PublicKey),
        Base = Asset.Parse(Rune),
        Quote = Asset.Bitcoin,
        Side = OrderDocumentSide.Sell,
        BaseAmount = 1_000,
        PriceNumerator = 25,
        PriceDenominator = 1,
        MinimumFill = 100,
        CreatedAt = Now,
        ExpiresAt = Now.AddDays(1),
        Backing = [Coin(1)],
        MinimumFeeRate = 1_000,
        MaximumFeeRate = 100_000,
    };

    public static OrderTerms Buy(PrivateKey maker) => Sell(maker) with { Side = OrderDocumentSide.Buy, Backing = [] };

    public static string IdOf(OrderTerms terms) => OrderTermsCodec.IdOf(OrderTermsCodec.Encode(terms));

    public static SignedOrderEvent Create(PrivateKey maker, OrderTerms terms, byte proof = 1) =>
        new(OrderEventKind.Create, SignedOrderCreation.Seal(maker, terms, [.. terms.Backing.Select(_ => Proof(proof))]));

    public static OrderUpdateTerms UpdateOf(OrderTerms terms, ulong sequence) => new()
    {
        OrderId = IdOf(terms),
        Sequence = sequence,
        Remaining = terms.BaseAmount,
        Backing = terms.Backing,
        Proofs = [.. terms.Backing.Select(_ => Proof(1))],
        ExpiresAt = terms.ExpiresAt,
        IsSuspended = false,
    };

    public static SignedOrderEvent Update(PrivateKey maker, OrderUpdateTerms terms) => new(OrderEventKind.Update, SignedOrderUpdate.Seal(maker, Network, terms));

    public static SignedOrderEvent Cancel(PrivateKey maker, OrderTerms terms) => new(OrderEventKind.Cancel, SignedOrderCancellation.Seal(maker, Network, IdOf(terms)));
}
