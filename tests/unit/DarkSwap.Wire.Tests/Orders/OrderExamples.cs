using DarkSwap.Contracts.Wire.Orders;
using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Contracts.Wire.Values;
using DarkSwap.Cryptography;

namespace DarkSwap.Wire.Tests.Orders;

/// <summary>Orders that are right in everything, for tests to change.</summary>
internal static class OrderExamples
{
    public const string Network = "regtest:0f9188f1";
    public const string FirstCoin = "4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b:0";
    public const string SecondCoin = "0e3e2357e806b6cdb1f70b54c3a3a17b6714ee1f0e68bebb44a74b1efd512098:4294967295";

    public static DateTimeOffset Now { get; } = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public static PrivateKey Key(byte seed) => PrivateKey.FromSeed(Enumerable.Repeat(seed, Ed25519.SeedLength).ToArray());

    public static byte[] Proof(byte fill) => [.. Enumerable.Repeat(fill, 66)];

    public static OrderTerms Sell(PublicKey maker) => new()
    {
        Network = Network,
        Maker = maker,
        Agent = PeerId.FromPublicKey(maker),
        Base = Asset.Rune(840_000, 3),
        Quote = Asset.Bitcoin,
        Side = OrderDocumentSide.Sell,
        BaseAmount = 1_000_000,
        PriceNumerator = 3,
        PriceDenominator = 7,
        MinimumFill = 1_000,
        CreatedAt = Now,
        ExpiresAt = Now.AddDays(1),
        Backing = [FirstCoin, SecondCoin],
        MinimumFeeRate = 1_000,
        MaximumFeeRate = 500_000,
    };

    public static OrderTerms Buy(PublicKey maker) => Sell(maker) with { Side = OrderDocumentSide.Buy, Backing = [] };

    public static IReadOnlyList<byte[]> ProofsFor(OrderTerms terms) => [.. terms.Backing.Select((_, index) => Proof((byte)(index + 1)))];

    public static byte[] Seal(PrivateKey key, OrderTerms terms) => SignedOrderCreation.Seal(key, terms, ProofsFor(terms));

    public static OrderUpdateTerms Update(string orderId) => new()
    {
        OrderId = orderId,
        Sequence = 1,
        Remaining = 400_000,
        Backing = [FirstCoin],
        Proofs = [Proof(9)],
        ExpiresAt = Now.AddHours(5),
        IsSuspended = true,
    };
}
