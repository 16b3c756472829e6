using DarkSwap.Contracts;
using DarkSwap.Contracts.Connectivity;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Trades;
using DarkSwap.Trade.Domain;
using DarkSwap.Trade.Tests.Simulation;

namespace DarkSwap.Architecture.Tests.Messages;

/// <summary>What a maker's trade service hears of one trade: its taker, its coins and the chain.</summary>
internal sealed class NegotiationTraffic(int seed)
{
    private readonly Random random = new(seed);
    private readonly ModelPair pair = new(seed: (ulong)seed);
    private long observation;

    private Guid TradeId => pair.World.TradeId;

    public IReadOnlyList<IReadOnlyList<SentMessage>> Make() => (seed % 3) switch
    {
        0 => MakeRefused(),
        1 => MakeCancelled(),
        _ => MakeCompleted(),
    };

    private List<List<SentMessage>> MakeCompleted()
    {
        pair.Broadcast();
        var transactionId = TradeView.CurrentRound(pair.Maker.Trade!)!.Template!.TransactionId;
        var packets = pair.Taker.Sent.Select(packet => packet.Message).ToList();
        List<SentMessage> chain = [Observed(transactionId, TransactionStatus.InMempool, 0)];
        if (random.Next(2) == 0)
        {
            chain.AddRange([Spent(TransactionStatus.InMempool), Spent(TransactionStatus.Unseen)]);
        }

        chain.Add(Of(new BroadcastRefused { EventId = NewId(), OccurredAt = ModelWorld.Start, TradeId = TradeId, TransactionId = transactionId, Reason = "not now" }));
        // Then it is deep enough to be over, and no more is heard of.
        chain.AddRange(Enumerable.Range(1, 7).Select(depth => Observed(transactionId, TransactionStatus.Confirmed, depth)));
        return [[Heard(packets[0])], [Of(Locked())], [.. packets.Skip(1).Select(packet => Heard(packet))], chain];
    }

    private List<List<SentMessage>> MakeRefused()
    {
        pair.Maker.IsUp = false;
        pair.Pump();
        var refused = new CoinLockRefused { EventId = NewId(), OccurredAt = ModelWorld.Start, TradeId = TradeId, OutPoint = pair.World.Coin(TradeSide.Maker) };
        return [[Heard(pair.Taker.Sent[0].Message)], [Of(refused)]];
    }

    private List<List<SentMessage>> MakeCancelled()
    {
        pair.Maker.IsUp = false;
        pair.Pump();
        pair.Taker.Apply(new TradeSignal.Cancel(null), pair.Now);
        pair.Pump();
        return [[Heard(pair.Taker.Sent[0].Message)], [Of(Locked()), Heard(pair.Taker.Sent[^1].Message)]];
    }

    private CoinsLocked Locked() => new() { EventId = NewId(), OccurredAt = ModelWorld.Start, TradeId = TradeId };

    private SentMessage Heard(PeerMessage message) =>
        Of(new PeerMessagesReceived { EventId = NewId(), OccurredAt = ModelWorld.Start, Sender = pair.World.TakerId, Messages = [message] });

    private SentMessage Observed(string transactionId, TransactionStatus status, int confirmations) => Of(new TradeTransactionObserved
    {
        EventId = NewId(),
        OccurredAt = ModelWorld.Start,
        TradeId = TradeId,
        TransactionId = transactionId,
        Status = status,
        Confirmations = confirmations,
        Version = ++observation,
    });

    private SentMessage Spent(TransactionStatus status) => Of(new TradeInputSpent
    {
        EventId = NewId(),
        OccurredAt = ModelWorld.Start,
        TradeId = TradeId,
        OutPoint = pair.World.Coin(TradeSide.Maker),
        SpendingTransactionId = new string('d', 64),
        Status = status,
        Confirmations = 0,
        Version = ++observation,
    });

    private static SentMessage Of(IMessage message) => new(message);

    private Guid NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
