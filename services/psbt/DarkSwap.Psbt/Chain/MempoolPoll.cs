using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Psbt.Chain;

/// <summary>Finds out what changed in the node's mempool since the last change that was reported.</summary>
internal sealed class MempoolPoll(IChainSource source, ChainOptions options)
{
    /// <summary>Standard transactions have up to 800,000 digits: as many of them fit into one answer.</summary>
    private const int TransactionsPerCall = 50;

    private HashSet<TransactionId>? reported;

    /// <returns>Null if nothing changed, or if a block came meanwhile and the change belongs to another tip.</returns>
    public async Task<MempoolUpdate?> PollAsync(BlockReference tip, CancellationToken cancellationToken)
    {
        var listed = await source.GetMempoolAsync(cancellationToken);
        var present = listed.Take(options.MaximumMempoolTransactions).ToHashSet();
        var before = reported ?? [];
        var removed = before.Where(id => !present.Contains(id)).ToList();
        var unseen = present.Where(id => !before.Contains(id)).Take(options.MempoolTransactionsPerPoll).ToList();
        var added = await FetchAsync(unseen, cancellationToken);
        if (await source.GetBestBlockHashAsync(cancellationToken) != tip.Hash || (reported is not null && removed.Count == 0 && added.Count == 0))
        {
            return null;
        }

        return new MempoolUpdate { Tip = tip, Added = added, Removed = removed, Present = present };
    }

    /// <summary>Notes that all observers have taken the update in; until then it is found again.</summary>
    public void MarkReported(MempoolUpdate update)
    {
        reported ??= [];
        reported.ExceptWith(update.Removed);
        reported.UnionWith(update.Added.Select(transaction => transaction.Id));
    }

    private async Task<IReadOnlyList<Transaction>> FetchAsync(List<TransactionId> ids, CancellationToken cancellationToken)
    {
        var transactions = new List<Transaction>(ids.Count);
        foreach (var batch in ids.Chunk(TransactionsPerCall))
        {
            var answers = await source.GetMempoolTransactionsAsync(batch, cancellationToken);
            transactions.AddRange(answers.OfType<Transaction>());
        }

        return transactions;
    }
}
