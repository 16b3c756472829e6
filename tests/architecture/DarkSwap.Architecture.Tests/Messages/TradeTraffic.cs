using DarkSwap.Bitcoin.Addresses;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Contracts;
using DarkSwap.Contracts.Assets;
using DarkSwap.Contracts.Connectivity;
using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Trades;

namespace DarkSwap.Architecture.Tests.Messages;

/// <summary>Messages of some trades, orders and connections as their senders would have them, in the order of sending.</summary>
internal sealed class TradeTraffic(Random random, DateTimeOffset start)
{
    private readonly List<SentMessage> sent = [];
    private DateTimeOffset now = start;

    public IReadOnlyList<SentMessage> Make()
    {
        for (var trade = random.Next(1, 4); trade > 0; trade--)
        {
            AddTrade();
        }

        for (var order = random.Next(3); order > 0; order--)
        {
            AddBacking();
        }

        for (var subject = random.Next(3); subject >= 0; subject--)
        {
            Add(new RegisterScripts { EventId = NewId(), OccurredAt = now, Registrations = [new ScriptsOfSubject($"subject-{random.Next(2)}", [NewAddress(), NewAddress()], [])] });
        }

        Add(new RegisterScripts
        {
            EventId = NewId(),
            OccurredAt = now,
            Registrations = [new ScriptsOfSubject("subject-0", [NewAddress()], []), new ScriptsOfSubject($"subject-{random.Next(3)}", [NewAddress(), NewAddress()], [])],
        });
        AddNews();
        var peer = $"peer-{NewId():N}";
        Add(new PeerConnected { EventId = NewId(), OccurredAt = now, PeerId = peer, Address = "/ip4/203.0.113.7/tcp/9000", IsInbound = random.Next(2) == 0 });
        Add(new PeerDisconnected { EventId = NewId(), OccurredAt = now, PeerId = peer });
        return sent;
    }

    private void AddTrade()
    {
        var tradeId = NewId();
        string[] coins = [NewOutPoint(), NewOutPoint()];
        long version = 1;
        Add(new LockCoins { EventId = NewId(), OccurredAt = now, TradeId = tradeId, OutPoints = coins, ExpiresAt = now.AddHours(1) }, version);
        AddState(tradeId, version++, TradeState.Proposed);
        for (var round = 1; round <= random.Next(1, 4); round++)
        {
            var transactionId = NewHash();
            Add(new LockCoins { EventId = NewId(), OccurredAt = now, TradeId = tradeId, OutPoints = coins, ExpiresAt = null }, version);
            Add(new WatchTrade { EventId = NewId(), OccurredAt = now, TradeId = tradeId, Round = round, TransactionId = transactionId, Inputs = coins }, version);
            Add(new BroadcastTransaction { EventId = NewId(), OccurredAt = now, TradeId = tradeId, TransactionId = transactionId, Transaction = [1, 2, 3] }, version);
            AddState(tradeId, version++, TradeState.Broadcast, transactionId);
        }

        if (random.Next(3) > 0)
        {
            AddEnd(tradeId, coins, version);
        }
    }

    /// <summary>An end, which the chain may take back before it is one for good.</summary>
    private void AddEnd(Guid tradeId, string[] coins, long version)
    {
        AddState(tradeId, version, TradeState.Completed, NewHash());
        Add(new ReleaseCoins { EventId = NewId(), OccurredAt = now, TradeId = tradeId }, version++);
        if (random.Next(2) == 0)
        {
            AddState(tradeId, version, TradeState.Broadcast, NewHash());
            Add(new LockCoins { EventId = NewId(), OccurredAt = now, TradeId = tradeId, OutPoints = coins, ExpiresAt = null }, version++);
        }

        if (random.Next(2) == 0)
        {
            Add(new ReleaseCoins { EventId = NewId(), OccurredAt = now, TradeId = tradeId }, version);
            Add(new StopWatchingTrade { EventId = NewId(), OccurredAt = now, TradeId = tradeId }, version);
        }
    }

    private void AddState(Guid tradeId, long version, TradeState state, string? transactionId = null) => Add(
        new TradeStateChanged
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
        },
        version);

    private void AddBacking()
    {
        var orderId = NewHash();
        string[] coins = [NewOutPoint(), NewOutPoint(), NewOutPoint()];
        for (var (change, version) = (random.Next(1, 5), 1L); change > 0; change--)
        {
            version += random.Next(1, 3);
            Add(new WatchBacking { EventId = NewId(), OccurredAt = now, OrderId = orderId, OutPoints = [.. coins.Where(_ => random.Next(2) == 0)] }, version);
        }
    }

    /// <summary>What the order book tells the event log.</summary>
    private void AddNews()
    {
        Add(new OrderOpened { EventId = NewId(), OccurredAt = now, Order = NewOrder() });
        Add(new OrderChanged { EventId = NewId(), OccurredAt = now, Order = NewOrder() });
        Add(new OrderClosed { EventId = NewId(), OccurredAt = now, Order = NewOrder() });
        Add(new OrdersChanged
        {
            EventId = NewId(),
            OccurredAt = now,
            Changes = [.. Enum.GetValues<OrderChangeKind>().Select(kind => new OrderChange { Kind = kind, OccurredAt = now, Order = NewOrder() })],
        });
    }

    private OrderSnapshot NewOrder() => new()
    {
        OrderId = NewHash(),
        Network = "regtest:0f9188f1",
        Maker = "maker",
        Agent = "agent",
        Base = "RUNE:840000:3",
        Quote = "BTC",
        Side = OrderSide.Buy,
        BaseAmount = 1_000,
        Remaining = (UInt128)random.Next(1, 1_000),
        MinimumFill = 1,
        Price = new Price(25, 1),
        CreatedAt = now,
        ExpiresAt = now.AddDays(1),
        Status = OrderStatus.Open,
        UpdateSequence = 0,
        UpdateHash = [],
        Backing = [],
        MinimumFeeRate = 1_000,
        MaximumFeeRate = 100_000,
        IsOwn = false,
    };

    private void Add(IMessage message, long? version = null)
    {
        sent.Add(new SentMessage(message, version));
        now = now.AddSeconds(1);
    }

    private string NewAddress()
    {
        BitcoinAddress.TryFromScript(Script.Parse("5120" + NewHash()), BitcoinNetwork.Regtest, out var address).ShouldBeTrue();
        return address.Text;
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
