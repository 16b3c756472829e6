using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Psbt.Chain;
using DarkSwap.Psbt.Coins;
using DarkSwap.Psbt.Persistence;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Psbt.Watching;

/// <summary>Finds what happened to outpoints before they were watched: their spender in the mempool or in one of the last blocks.</summary>
public sealed class LookBack(IDbContextFactory<PsbtDbContext> contexts, IChainSource chain, TransactionWatcher watcher, WatchGate gate)
{
    /// <summary>Blocks that are searched for a spender, newest first.</summary>
    private const int SearchedBlocks = 30;

    /// <summary>Looks back for what needs it, so many outpoints at a time.</summary>
    /// <returns>False if there is more to look for, or the chain moved meanwhile.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var inputs = await context.Set<WatchedInput>().AsNoTracking().Where(input => input.NeedsLookBack).Select(input => input.OutPoint).ToListAsync(cancellationToken);
        var backings = await context.Set<WatchedBacking>().AsNoTracking().Where(backing => backing.NeedsLookBack).Select(backing => backing.OutPoint).ToListAsync(cancellationToken);
        var all = inputs.Concat(backings).Distinct().ToList();
        var outPoints = all.Take(IChainSource.MaximumBatch).Select(OutPoint.Parse).ToList();
        if (outPoints.Count == 0)
        {
            return true;
        }

        if (await CoinObserver.FindTipAsync(context, cancellationToken) is not { } tip)
        {
            return false;
        }

        var spent = new List<OutPoint>();
        var findings = new List<(Transaction Transaction, BlockReference? Block)>();
        foreach (var outPoint in outPoints)
        {
            if (await chain.GetUnspentOutputAsync(outPoint, includeMempool: true, cancellationToken) is null)
            {
                spent.Add(outPoint);
            }
        }

        await FindInMempoolAsync(spent, findings, cancellationToken);
        await FindInBlocksAsync(spent, tip, findings, cancellationToken);
        var isStored = await gate.RunAsync(() => context.RunInTransactionAsync(token => ApplyAsync(context, tip, outPoints, findings, token), cancellationToken), cancellationToken);
        return isStored && outPoints.Count == all.Count;
    }

    private async Task FindInMempoolAsync(List<OutPoint> spent, List<(Transaction Transaction, BlockReference? Block)> findings, CancellationToken cancellationToken)
    {
        foreach (var chunk in spent.ToArray().Chunk(IChainSource.MaximumBatch))
        {
            var spenders = await chain.GetMempoolSpendersAsync(chunk, cancellationToken);
            var ids = spenders.OfType<TransactionId>().Distinct().ToList();
            foreach (var transaction in await chain.GetMempoolTransactionsAsync(ids, cancellationToken))
            {
                if (transaction is not null)
                {
                    findings.Add((transaction, null));
                    spent.RemoveAll(outPoint => transaction.Inputs.Any(input => input.PreviousOutput == outPoint));
                }
            }
        }
    }

    private async Task FindInBlocksAsync(
        List<OutPoint> spent, BlockReference tip, List<(Transaction Transaction, BlockReference? Block)> findings, CancellationToken cancellationToken)
    {
        for (var height = tip.Height; height > 0 && height > tip.Height - SearchedBlocks && spent.Count > 0; height--)
        {
            if (await chain.GetBlockHashAsync(height, cancellationToken) is not { } hash || await chain.GetBlockAsync(hash, cancellationToken) is not { } block)
            {
                continue;
            }

            foreach (var transaction in block.Transactions)
            {
                if (spent.RemoveAll(outPoint => transaction.Inputs.Any(input => input.PreviousOutput == outPoint)) > 0)
                {
                    findings.Add((transaction, new BlockReference(height, hash)));
                }
            }
        }
    }

    private async Task<bool> ApplyAsync(
        PsbtDbContext context, BlockReference tip, List<OutPoint> outPoints, List<(Transaction Transaction, BlockReference? Block)> findings, CancellationToken cancellationToken)
    {
        // Blocks that came or went meanwhile were not searched: then all is asked again.
        if (await CoinObserver.FindTipAsync(context, cancellationToken) != tip)
        {
            return false;
        }

        var watches = await WatchSet.LoadAsync(context, findings.Select(finding => finding.Transaction), cancellationToken);
        foreach (var (transaction, block) in findings)
        {
            if (block is { } reference)
            {
                var isStillThere = await context.Set<FollowedBlock>().AnyAsync(kept => kept.Height == reference.Height && kept.Hash == reference.Hash.ToString(), cancellationToken);
                if (!isStillThere)
                {
                    return false;
                }

                watcher.ApplyConfirmed(context, watches, transaction, reference.Height, tip.Height);
            }
            else
            {
                watcher.ApplyUnconfirmed(context, watches, transaction);
            }
        }

        var done = outPoints.Select(outPoint => outPoint.ToString()).ToList();
        foreach (var input in watches.Inputs.Where(input => done.Contains(input.OutPoint)))
        {
            input.NeedsLookBack = false;
        }

        await context.Set<WatchedBacking>().Where(backing => done.Contains(backing.OutPoint))
            .ExecuteUpdateAsync(setters => setters.SetProperty(backing => backing.NeedsLookBack, false), cancellationToken);
        return true;
    }
}
