using System.Threading.Channels;
using DarkSwap.Contracts;
using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Trades;
using DarkSwap.Testing;
using DarkSwap.Testing.Hosting;
using DarkSwap.Trade.Tests.Simulation;

namespace DarkSwap.Trade.Tests.Hosting;

/// <summary>What stands in for the other services of one node: what they know, and what they were told.</summary>
internal sealed class Neighbourhood(ModelWorld world, TradeSide side, ModelChain chain, TimeProvider timeProvider)
{
    private readonly Channel<TradeStateChanged> news = Channel.CreateUnbounded<TradeStateChanged>();
    private readonly Dictionary<string, (TransactionStatus Status, int Confirmations)> seen = [];
    private long version;

    public ModelWorld World { get; set; } = world;

    public TradeSide Side { get; } = side;

    public ModelChain Chain { get; } = chain;

    public TimeProvider TimeProvider { get; } = timeProvider;

    public ModuleTestHost? Host { get; set; }

    /// <summary>Null: the other node cannot be reached.</summary>
    public Neighbourhood? Other { get; set; }

    /// <summary>Whether commands are noted and nothing more: what comes of them is told by the test.</summary>
    public bool OnlyNotes { get; init; }

    public bool IsChainReady { get; set; } = true;

    /// <summary>Whether anybody was told that it is ready.</summary>
    public bool HasToldOfReadyChain { get; set; }

    /// <summary>Peer id of the user who made the order, with the maker's node as agent; null: the node itself.</summary>
    public string? User { get; set; }

    public OrderStatus OrderStatus { get; set; } = OrderStatus.Open;

    /// <summary>What the checks find wrong.</summary>
    public List<SettlementCheckFailure> Failures { get; } = [];

    public HashSet<string> Locked { get; } = [];

    /// <summary>Whether locks hold until the chain ends the trade.</summary>
    public bool IsLockedForGood { get; set; }

    public HashSet<string> Watched { get; } = [];

    /// <summary>Ids of transactions that were broadcast.</summary>
    public Channel<string> Broadcasts { get; } = Channel.CreateUnbounded<string>();

    public List<TradeStateChanged> News { get; } = [];

    /// <summary>Held while a test looks at the lists.</summary>
    public Lock Gate { get; } = new();

    public void Tell(TradeStateChanged change)
    {
        lock (Gate)
        {
            News.Add(change);
        }

        news.Writer.TryWrite(change);
    }

    /// <summary>Waits for the news that a trade has come into a state.</summary>
    public async Task<TradeStateChanged> WaitForAsync(Func<TradeStateChanged, bool> isAwaited)
    {
        using var timeout = Patience.Limit();
        await foreach (var change in news.Reader.ReadAllAsync(timeout.Token))
        {
            if (isAwaited(change))
            {
                return change;
            }
        }

        throw new InvalidOperationException("There is no more news.");
    }

    public Task<TradeStateChanged> WaitForAsync(TradeState state) => WaitForAsync(change => change.State == state);

    public Task DeliverAsync(IMessage message) => Host!.DeliverAsync(message, CancellationToken.None);

    /// <summary>Looks at the chain, and tells the trade what changed.</summary>
    public async Task ObserveAsync(Guid tradeId)
    {
        List<string> watched;
        lock (Gate)
        {
            watched = [.. Watched];
        }

        foreach (var transactionId in watched)
        {
            var status = Chain.StatusOf(transactionId);
            if (status == seen.GetValueOrDefault(transactionId))
            {
                continue;
            }

            seen[transactionId] = status;
            await DeliverAsync(new TradeTransactionObserved
            {
                EventId = NewId(),
                OccurredAt = TimeProvider.GetUtcNow(),
                TradeId = tradeId,
                TransactionId = transactionId,
                Status = status.Status,
                Confirmations = status.Confirmations,
                Version = ++version,
            });
        }
    }

    public Task SpendElsewhereAsync(Guid tradeId, TransactionStatus status, int confirmations) => DeliverAsync(new TradeInputSpent
    {
        EventId = NewId(),
        OccurredAt = TimeProvider.GetUtcNow(),
        TradeId = tradeId,
        OutPoint = World.Coin(TradeSide.Maker),
        SpendingTransactionId = new string('d', 64),
        Status = status,
        Confirmations = confirmations,
        Version = ++version,
    });

    public Guid NewId() => Guid.CreateVersion7(TimeProvider.GetUtcNow());
}
