using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Wire.Orders;
using DarkSwap.Cryptography;
using DarkSwap.Primitives;

namespace DarkSwap.Connectivity.Tests.Nodes;

/// <summary>Signed cancellations: the smallest order events that verify.</summary>
internal static class SignedOrders
{
    private static readonly PrivateKey Maker = PrivateKey.Generate(new SeededRandomSource(7));

    public static SignedOrderEvent Cancellation(int number, string network = "regtest:0f9188f1") =>
        new(OrderEventKind.Cancel, SignedOrderCancellation.Seal(Maker, network, number.ToString("x64", System.Globalization.CultureInfo.InvariantCulture)));
}
