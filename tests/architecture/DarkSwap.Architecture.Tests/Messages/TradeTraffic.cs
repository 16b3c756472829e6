using DarkSwap.Contracts;
using DarkSwap.Contracts.Connectivity;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Trades;

namespace DarkSwap.Architecture.Tests.Messages;

/// <summary>Messages of some trades, orders and connections as their senders would have them, in the order of sending.</summary>
internal sealed class RandomTraffic(Random random, DateTimeOffset start)
{
    private readonly List<(string Aggregate, IMessage Message)> sent = [];
    private DateTimeOffset now = start;

    public IReadOnlyList<(string Aggregate, IMessage Message)> Make()
    {
        for (var trade = random.Next(1, 4); trade > 0; trade--)
        {
            AddTrade();
        }

        for (var order = random.Next(3); order > 0; order--)
        {
            AddBacking();
        }

        var peer = $"peer-{NewId():N}";
        Add(peer, new PeerConnected { EventId = NewId(), OccurredAt = now, PeerId = peer, Address = "/ip4/203.0.113.7/tcp/9000", IsInbound = random.Next(2) == 0 });
        Add(peer, new PeerDisconnected { EventId = NewId(), OccurredAt = now, PeerId = peer });
        return sent;
    }

    private void AddTrade()
    {
        var tradeId = NewId();
        var aggregate = tradeId.ToString("N");
        string[] coins = [NewOutPoint(), NewOutPoint()];
        long version = 1;
        Add(aggregate, new LockCoins { EventId = NewId(), OccurredAt = now, TradeId = tradeId, OutPoints = coins, ExpiresAt = now.AddHours(1) });
        AddState(tradeId, version++, TradeState.Proposed);
        for (var round = 1; round <= random.Next(1, 4); round++)
        {
            var transactionId = NewHash();
            Add(aggregate, new WatchTrade { EventId = NewId(), OccurredAt = now, TradeId = tradeId, Round = round, TransactionId = transactionId, Inputs = coins });
            Add(aggregate, new BroadcastTransaction { EventId = NewId(), OccurredAt = now, TradeId = tradeId, TransactionId = transactionId, Transaction = [1, 2, 3] });
            AddState(tradeId, version++, TradeState.Broadcast, transactionId);
        }

        if (random.Next(3) > 0)
        {
            AddState(tradeId, version, TradeState.Completed, NewHash());
            Add(aggregate, new ReleaseCoins { EventId = NewId(), OccurredAt = now, TradeId = tradeId });
            Add(aggregate, new StopWatchingTrade { EventId = NewId(), OccurredAt = now, TradeId = tradeId });
        }
    }

    private void AddState(Guid tradeId, long version, TradeState state, string? transactionId = null) => Add(tradeId.ToString("N"), new TradeStateChanged
    {
        EventId = NewId(),
        OccurredAt = now,
        TradeId = tradeId,
        OrderId = NewHash(),
        Side = TradeSide.Taker,
        Role = TradeRole.GivesAsset,
        State = state,
        Version = version,
        Base = "RUNE:840000:3",
        Quote = "BTC",
        Fill = 100,
        QuoteSatoshis = 1_000,
        TransactionId = transactionId,
        Confirmations = 0,
    });

    private void AddBacking()
    {
        var orderId = NewHash();
        string[] coins = [NewOutPoint(), NewOutPoint(), NewOutPoint()];
        for (var change = random.Next(1, 4); change > 0; change--)
        {
            Add($"order:{orderId}", new WatchBacking { EventId = NewId(), OccurredAt = now, OrderId = orderId, OutPoints = [.. coins.Where(_ => random.Next(2) == 0)] });
        }

        Add($"order:{orderId}", new BackingSpent { EventId = NewId(), OccurredAt = now, OrderId = orderId, OutPoint = coins[0], SpendingTransactionId = NewHash(), IsConfirmed = true });
    }

    private void Add(string aggregate, IMessage message)
    {
        sent.Add((aggregate, message));
        now = now.AddSeconds(1);
    }

    private Guid NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    private string NewHash()
    {
        Span<byte> bytes = stackalloc byte[32];
        random.NextBytes(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    private string NewOutPoint() => $"{NewHash()}:{random.Next(4)}";
}
