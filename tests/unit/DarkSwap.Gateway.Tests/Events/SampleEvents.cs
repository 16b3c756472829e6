using DarkSwap.Contracts;
using DarkSwap.Contracts.Assets;
using DarkSwap.Contracts.Connectivity;
using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Trades;

namespace DarkSwap.Gateway.Tests.Events;

/// <summary>What the services would tell.</summary>
internal static class SampleEvents
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public static IMessage OrderOpened(string orderId, string baseAsset = "RUNE:840000:3") => new OrderOpened
    {
        EventId = Guid.CreateVersion7(Now),
        OccurredAt = Now,
        Order = new OrderSnapshot
        {
            OrderId = orderId,
            Network = "regtest:0f9188f1",
            Maker = "12D3KooWMaker",
            Agent = "12D3KooWMaker",
            Base = baseAsset,
            Quote = "BTC",
            Side = OrderSide.Sell,
            BaseAmount = UInt128.MaxValue,
            Remaining = 5,
            MinimumFill = 1,
            Price = new Price(3, 2),
            CreatedAt = Now,
            ExpiresAt = Now.AddDays(1),
            Status = OrderStatus.Open,
            UpdateSequence = 0,
            UpdateHash = [],
            Backing = [],
            MinimumFeeRate = 1000,
            MaximumFeeRate = 500_000,
            IsOwn = true,
        },
    };

    public static IMessage TradeStateChanged(string? owner = null) => new TradeStateChanged
    {
        Owner = owner,
        EventId = Guid.CreateVersion7(Now),
        OccurredAt = Now,
        TradeId = Guid.Empty,
        OrderId = "00",
        Side = TradeSide.Maker,
        Role = TradeRole.GivesAsset,
        State = TradeState.Proposed,
        Version = 1,
        Base = "RUNE:840000:3",
        Quote = "BTC",
        Fill = 1,
        QuoteSatoshis = 2,
        Confirmations = 0,
    };

    public static IMessage PeerConnected() => new PeerConnected
    {
        EventId = Guid.CreateVersion7(Now), OccurredAt = Now, PeerId = "12D3KooWPeer", Address = "/ip4/127.0.0.1/tcp/1", IsInbound = true,
    };
}
