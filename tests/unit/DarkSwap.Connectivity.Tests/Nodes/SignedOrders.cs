using System.Globalization;
using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Wire.Orders;
using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Contracts.Wire.Values;
using DarkSwap.Cryptography;
using DarkSwap.Primitives;

namespace DarkSwap.Connectivity.Tests.Nodes;

/// <summary>Order events of one maker.</summary>
internal static class SignedOrders
{
    private const string Network = "regtest:0f9188f1";
    private static readonly PrivateKey Maker = PrivateKey.Generate(new SeededRandomSource(7));

    public static SignedOrderEvent Creation()
    {
        var now = new DateTimeOffset(TimeProvider.System.GetUtcNow().Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);
        var terms = new OrderTerms
        {
            Network = Network,
            Maker = Maker.PublicKey,
            Agent = PeerId.FromPublicKey(Maker.PublicKey),
            Base = Asset.Rune(840_000, 3),
            Quote = Asset.Bitcoin,
            Side = OrderDocumentSide.Buy,
            BaseAmount = 1_000,
            PriceNumerator = 25,
            PriceDenominator = 1,
            MinimumFill = 1_000,
            CreatedAt = now,
            ExpiresAt = now.AddHours(1),
            Backing = [],
            MinimumFeeRate = 1_000,
            MaximumFeeRate = 100_000,
        };
        return new(OrderEventKind.Create, SignedOrderCreation.Seal(Maker, terms, []));
    }

    public static SignedOrderEvent Update(int number) => new(
        OrderEventKind.Update,
        SignedOrderUpdate.Seal(Maker, Network, new OrderUpdateTerms
        {
            OrderId = OrderId(number),
            Sequence = 1,
            Remaining = 600,
            Backing = [],
            Proofs = [],
            ExpiresAt = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero),
            IsSuspended = false,
        }));

    /// <summary>The smallest event that verifies.</summary>
    public static SignedOrderEvent Cancellation(int number, string network = Network) =>
        new(OrderEventKind.Cancel, SignedOrderCancellation.Seal(Maker, network, OrderId(number)));

    private static string OrderId(int number) => number.ToString("x64", CultureInfo.InvariantCulture);
}
