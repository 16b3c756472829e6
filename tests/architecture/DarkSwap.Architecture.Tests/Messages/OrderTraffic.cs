using DarkSwap.Contracts;
using DarkSwap.Contracts.Connectivity;
using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Trades;
using DarkSwap.Orderbook.Tests;
using DarkSwap.Orderbook.Tests.Service;
using DarkSwap.Primitives;

namespace DarkSwap.Architecture.Tests.Messages;

/// <summary>What peers say of their orders, what becomes of the coins behind them, and the trades of a node.</summary>
internal sealed class OrderTraffic(int seed, string ownOrderId)
{
    private readonly Random random = new(seed);
    private readonly List<SentMessage> sent = [];

    public static bool IsSpent(string outPoint) => outPoint.EndsWith(":9", StringComparison.Ordinal);

    public IReadOnlyList<SentMessage> Make()
    {
        var events = OrderHistory.Make(new SeededRandomSource((ulong)seed), orders: 6, out _);
        AddBackings(events);
        for (var start = 0; start < events.Count;)
        {
            var burst = events.Skip(start).Take(random.Next(1, 8)).ToList();
            start += burst.Count;
            Add(new OrderEventsReceived { EventId = NewId(), OccurredAt = OrderExamples.Now, Sender = $"peer-{random.Next(3)}", Events = burst });
        }

        AddTrade(TradeSide.Maker, ownOrderId);
        AddTrade(TradeSide.Taker, OrderExamples.IdOf(OrderExamples.Sell(OrderExamples.Key(1))));
        return sent;
    }

    /// <summary>Orders whose coin is spent: before or after it backs them, and when it does no more.</summary>
    private void AddBackings(List<SignedOrderEvent> events)
    {
        using var maker = OrderExamples.Key(5);
        for (var number = 1; number <= 3; number++)
        {
            var spent = OrderExamples.Coin((byte)number, 9);
            var terms = OrderExamples.Sell(maker) with { MinimumFill = (UInt128)((3 * seed) + number) };
            events.Add(OrderExamples.Create(maker, terms));
            events.Add(OrderExamples.Update(maker, OrderExamples.UpdateOf(terms, 1) with { Backing = [spent] }));
            if (random.Next(2) == 0)
            {
                events.Add(OrderExamples.Update(maker, OrderExamples.UpdateOf(terms, 2) with { Backing = [OrderExamples.Coin(60)] }));
            }

            Add(new BackingSpent
            {
                EventId = NewId(),
                OccurredAt = OrderExamples.Now,
                OrderId = OrderExamples.IdOf(terms),
                OutPoint = spent,
                SpendingTransactionId = new string('e', 64),
                IsConfirmed = random.Next(2) == 0,
            });
        }
    }

    /// <summary>A life of a trade: perhaps with another round, and with an end that is one.</summary>
    private void AddTrade(TradeSide side, string orderId)
    {
        var tradeId = NewId();
        var version = 1L;
        AddState(TradeState.Proposed, null);
        AddState(TradeState.PsbtReady, 'a');
        var last = 'a';
        if (random.Next(4) > 0)
        {
            AddState(TradeState.Broadcast, 'a');
            if (random.Next(2) == 0)
            {
                last = 'b';
                AddState(TradeState.Broadcast, 'b');
            }

            AddState(TradeState.Confirming, last);
        }

        AddState(random.Next(3) switch { 0 => TradeState.Cancelled, 1 => TradeState.Conflicted, _ => TradeState.Completed }, last);

        void AddState(TradeState state, char? transaction) => Add(
            new TradeStateChanged
            {
                EventId = NewId(),
                OccurredAt = OrderExamples.Now.AddSeconds(version),
                TradeId = tradeId,
                OrderId = orderId,
                Side = side,
                Role = TradeRole.GivesAsset,
                State = state,
                Version = version,
                Base = OrderExamples.Rune,
                Quote = "BTC",
                Fill = 400,
                QuoteSatoshis = 10_000,
                TransactionId = transaction is { } letter ? new string(letter, 64) : null,
                Confirmations = 0,
                AssetChangeOutPoint = transaction is { } name ? $"{new string(name, 64)}:2" : null,
            },
            version++);
    }

    private void Add(IMessage message, long? version = null) => sent.Add(new SentMessage(message, version));

    private Guid NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
