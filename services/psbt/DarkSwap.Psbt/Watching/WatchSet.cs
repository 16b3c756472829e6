using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Psbt.Persistence;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Psbt.Watching;

/// <summary>What is watched, found by transaction and by outpoint. A node has few trades at a time.</summary>
public sealed class WatchSet
{
    private const int RowsAtOnce = 500;

    private readonly Dictionary<Guid, WatchedTrade> trades;
    private readonly ILookup<TransactionId, WatchedTransaction> transactionsById;
    private readonly ILookup<OutPoint, WatchedInput> inputsByOutPoint;
    private readonly ILookup<OutPoint, WatchedBacking> backingsByOutPoint;

    private WatchSet(List<WatchedTrade> trades, List<WatchedTransaction> transactions, List<WatchedInput> inputs, List<WatchedBacking> backings)
    {
        this.trades = trades.ToDictionary(trade => trade.TradeId);
        Transactions = transactions;
        Inputs = inputs;
        Backings = backings;
        transactionsById = transactions.ToLookup(watched => TransactionId.Parse(watched.TransactionId));
        inputsByOutPoint = inputs.ToLookup(input => OutPoint.Parse(input.OutPoint));
        backingsByOutPoint = backings.ToLookup(backing => OutPoint.Parse(backing.OutPoint));
    }

    public IReadOnlyList<WatchedTransaction> Transactions { get; }

    public IReadOnlyList<WatchedInput> Inputs { get; }

    public IReadOnlyList<WatchedBacking> Backings { get; }

    public bool IsEmpty => Transactions.Count == 0 && Inputs.Count == 0 && Backings.Count == 0;

    /// <summary>Loads it with tracking: what is changed in it is saved with the context. Of the backings, which are as many as there are orders, only those that these transactions spend.</summary>
    public static async Task<WatchSet> LoadAsync(PsbtDbContext context, IEnumerable<Transaction> transactions, CancellationToken cancellationToken) => new(
        await context.Set<WatchedTrade>().ToListAsync(cancellationToken),
        await context.Set<WatchedTransaction>().ToListAsync(cancellationToken),
        await context.Set<WatchedInput>().ToListAsync(cancellationToken),
        await LoadBackingsAsync(context, transactions, cancellationToken));

    public IEnumerable<WatchedTransaction> TransactionsBy(TransactionId id) => transactionsById[id];

    public IEnumerable<WatchedBacking> BackingsBy(OutPoint outPoint) => backingsByOutPoint[outPoint];

    /// <summary>Inputs at this outpoint of trades that the spending transaction is none of.</summary>
    public IEnumerable<WatchedInput> ForeignSpends(OutPoint outPoint, TransactionId spender)
    {
        var inputs = inputsByOutPoint[outPoint];
        return inputs.Where(input => !transactionsById[spender].Any(own => own.TradeId == input.TradeId));
    }

    public long NextVersionOf(Guid tradeId) => ++trades[tradeId].Version;

    private static async Task<List<WatchedBacking>> LoadBackingsAsync(PsbtDbContext context, IEnumerable<Transaction> transactions, CancellationToken cancellationToken)
    {
        var watched = (await context.Set<WatchedBacking>().Select(backing => backing.OutPoint).ToListAsync(cancellationToken)).Select(OutPoint.Parse).ToHashSet();
        if (watched.Count == 0)
        {
            return [];
        }

        var rows = new List<WatchedBacking>();
        var spent = transactions.SelectMany(transaction => transaction.Inputs).Select(input => input.PreviousOutput).Where(watched.Contains).Distinct().Select(outPoint => outPoint.ToString());
        foreach (var chunk in spent.Chunk(RowsAtOnce))
        {
            rows.AddRange(await context.Set<WatchedBacking>().Where(backing => chunk.Contains(backing.OutPoint)).ToListAsync(cancellationToken));
        }

        return rows;
    }
}
