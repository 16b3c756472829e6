using DarkSwap.Contracts.Orders;
using DarkSwap.Cryptography;
using DarkSwap.Orderbook.Domain;
using DarkSwap.Orderbook.Intake;
using DarkSwap.Orderbook.Tests.Service;
using static DarkSwap.Orderbook.Tests.OrderExamples;

namespace DarkSwap.Orderbook.Tests.Intake;

/// <summary>Submissions for tests to begin with.</summary>
internal static class Submissions
{
    public static OrderSubmission Of(OrderbookNode node, params SignedOrderEvent[] events) => new()
    {
        Events = [.. events.Select(signed => OrderEventReader.Read(signed, Network, Now).Value!)],
        Network = Network,
        OwnPeerId = node.Neighbours.NodePeerId,
    };

    public static OrderSubmission OfPeer(OrderbookNode node, params SignedOrderEvent[] events) =>
        Of(node, events) with { Sender = "12D3KooWSender", Claim = new MessageClaim(Guid.CreateVersion7(Now), "a consumer") };

    /// <summary>An order with its private side.</summary>
    public static OrderSubmission OfUser(OrderbookNode node, PrivateKey maker, ushort number, string receiveAddress = "bcrt1qreceive") =>
        Of(node, Create(maker, Buy(maker) with { MinimumFill = (UInt128)number + 1 })) with
        {
            Details = new SettlementDetails(
                PeerIdOf(maker),
                new Settlement { Coins = [], ReceiveAddress = receiveAddress, ChangeAddress = "bcrt1qchange", Acceptance = SettlementAcceptance.Automatic },
                [new BackingCoin(Coin(1), Proof(1))]),
        };
}
