using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Psbt.Chain;
using DarkSwap.Psbt.Persistence;
using DarkSwap.Psbt.Watching;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Psbt.Coins;

/// <summary>Looks up, once, the coins that addresses had before they were followed.</summary>
public sealed class AddressBackfill(IDbContextFactory<PsbtDbContext> contexts, IChainSource chain, MempoolCoins mempoolCoins, WatchGate gate)
{
    private const int MaximumScriptsAtOnce = 500;

    /// <summary>Blocks that may come while the UTXO set is searched; with more of them it is searched again.</summary>
    private const int MaximumBlocksBehind = 50;

    /// <summary>How far the search that is running has come, 0 to 1.</summary>
    public async Task<double> GetProgressAsync(CancellationToken cancellationToken) => (await chain.GetScanProgressPercentAsync(cancellationToken) ?? 0) / 100;

    /// <returns>False if there is something left to do.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var waiting = await context.Set<FollowedAddress>().AsNoTracking()
            .Where(address => !address.IsBackfilled).OrderBy(address => address.RegisteredAt).Take(MaximumScriptsAtOnce).Select(address => address.Script).ToListAsync(cancellationToken);
        if (waiting.Count == 0)
        {
            return true;
        }

        // The node does one scan at a time, and somebody else's may be running.
        if (await chain.ScanUnspentOutputsAsync([.. waiting.Select(Script.Parse)], cancellationToken) is not { } scan)
        {
            return false;
        }

        var spentSince = await FindSpentSinceAsync(scan.Tip, cancellationToken);
        if (spentSince is not { } since)
        {
            return false;
        }

        var isStored = await gate.RunAsync(
            () => context.RunInTransactionAsync(token => StoreAsync(context, waiting, scan, since.Tip, since.Spent, token), cancellationToken), cancellationToken);
        if (isStored)
        {
            await LookAtMempoolAsync(context, cancellationToken);
        }

        return isStored && waiting.Count < MaximumScriptsAtOnce;
    }

    /// <summary>The follower tells only of what comes into the mempool from now on.</summary>
    private async Task LookAtMempoolAsync(PsbtDbContext context, CancellationToken cancellationToken)
    {
        var ids = await chain.GetMempoolAsync(cancellationToken);
        var scripts = await FollowedCoins.LoadScriptsAsync(context, cancellationToken);
        var coins = await context.Set<FollowedCoin>().AsNoTracking().Where(coin => coin.SpentHeight == null).Select(coin => coin.OutPoint).ToListAsync(cancellationToken);
        var outPoints = coins.Select(OutPoint.Parse).ToHashSet();
        foreach (var chunk in ids.Chunk(IChainSource.MaximumBatch))
        {
            var transactions = await chain.GetMempoolTransactionsAsync(chunk, cancellationToken);
            mempoolCoins.Add(transactions.OfType<Transaction>(), scripts, outPoints);
        }
    }

    /// <summary>What the blocks between the scan and the observer's tip spent; null if the scan is of no use any more.</summary>
    private async Task<(BlockReference Tip, HashSet<OutPoint> Spent)?> FindSpentSinceAsync(BlockReference scanned, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await CoinObserver.FindTipAsync(context, cancellationToken) is not { } tip || tip.Height - scanned.Height > MaximumBlocksBehind)
        {
            return null;
        }

        var spent = new HashSet<OutPoint>();
        for (var height = scanned.Height + 1; height <= tip.Height; height++)
        {
            if (await chain.GetBlockHashAsync(height, cancellationToken) is not { } hash || await chain.GetBlockAsync(hash, cancellationToken) is not { } block)
            {
                return null;
            }

            spent.UnionWith(block.Transactions.SelectMany(transaction => transaction.Inputs).Select(input => input.PreviousOutput));
        }

        return (tip, spent);
    }

    private static async Task<bool> StoreAsync(
        PsbtDbContext context, List<string> scripts, UnspentScan scan, BlockReference tip, HashSet<OutPoint> spent, CancellationToken cancellationToken)
    {
        // A block that came or went since then could have spent a coin unnoticed.
        if (await CoinObserver.FindTipAsync(context, cancellationToken) != tip || !await IsOnChainAsync(context, scan.Tip, tip, cancellationToken))
        {
            return false;
        }

        var known = await context.Set<FollowedCoin>().Where(coin => scripts.Contains(coin.Script)).Select(coin => coin.OutPoint).ToListAsync(cancellationToken);
        var coins = scan.Outputs

            // Coins of blocks that the observer has not taken in yet come with those blocks.
            .Where(output => output.Height <= tip.Height && !spent.Contains(output.OutPoint))
            .ExceptBy(known, output => output.OutPoint.ToString());
        foreach (var coin in coins)
        {
            context.Add(FollowedCoins.CoinOf(coin.OutPoint, new TransactionOutput(coin.ValueSatoshis, coin.Script), coin.Height));
        }

        await context.Set<FollowedAddress>().Where(address => scripts.Contains(address.Script))
            .ExecuteUpdateAsync(setters => setters.SetProperty(address => address.IsBackfilled, true), cancellationToken);
        return true;
    }

    private static async Task<bool> IsOnChainAsync(PsbtDbContext context, BlockReference scanned, BlockReference tip, CancellationToken cancellationToken)
    {
        var hash = scanned.Hash.ToString();
        return scanned.Height > tip.Height || await context.Set<FollowedBlock>().AnyAsync(block => block.Height == scanned.Height && block.Hash == hash, cancellationToken);
    }
}
