using DarkSwap.Bitcoin.Blocks;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Psbt.Chain;
using DarkSwap.Psbt.Coins;
using DarkSwap.Psbt.Persistence;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Psbt.Watching;

/// <summary>Keeps followed coins and watched transactions level with the chain, with its own tip in the same transaction.</summary>
public sealed class CoinObserver(IDbContextFactory<PsbtDbContext> contexts, IChainSource chain, TransactionWatcher watcher, MempoolCoins mempoolCoins, WatchGate gate) : IBlockObserver
{
    /// <summary>Block hashes that are noted at the first start, so that it can walk back past it.</summary>
    private const int NotedAtStart = 100;

    public string Name => "coins and watched transactions";

    public async Task<BlockReference> GetTipAsync(NodeView node, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await FindTipAsync(context, cancellationToken) is { } tip)
        {
            return tip;
        }

        for (var height = Math.Max(0, node.Tip.Height - NotedAtStart); height < node.Tip.Height; height++)
        {
            if (await chain.GetBlockHashAsync(height, cancellationToken) is { } hash)
            {
                context.Add(new FollowedBlock { Height = height, Hash = hash.ToString() });
            }
        }

        context.Add(new FollowedBlock { Height = node.Tip.Height, Hash = node.Tip.Hash.ToString() });
        await context.SaveChangesAsync(cancellationToken);
        return node.Tip;
    }

    public Task ConnectBlockAsync(ConnectedBlock block, CancellationToken cancellationToken) =>
        RunAsync(
            async (context, token) =>
            {
                await FollowedCoins.ConnectAsync(context, block.Height, block.Block.Transactions, token);
                await watcher.ConnectAsync(context, block.Height, block.Block.Transactions, token);
                context.Add(new FollowedBlock { Height = block.Height, Hash = block.Hash.ToString() });
                var oldest = block.Height - FollowedCoins.KeptBlocks;
                await context.Set<FollowedBlock>().Where(kept => kept.Height < oldest).ExecuteDeleteAsync(token);
                return true;
            },
            cancellationToken);

    public Task<BlockReference> DisconnectBlockAsync(BlockReference tip, CancellationToken cancellationToken) =>
        RunAsync(
            async (context, token) =>
            {
                await FollowedCoins.DisconnectAsync(context, tip.Height, token);
                await watcher.DisconnectAsync(context, tip.Height, token);
                await context.Set<FollowedBlock>().Where(block => block.Height >= tip.Height).ExecuteDeleteAsync(token);
                return await FindTipAsync(context, token) ?? throw new ObserverRefusedException(
                    ChainState.ReindexNeeded, $"The chain was reorganised by more than {FollowedCoins.KeptBlocks} blocks: register addresses again with an empty database.");
            },
            cancellationToken);

    public Task UpdateMempoolAsync(MempoolUpdate update, CancellationToken cancellationToken) =>
        RunAsync(
            async (context, token) =>
            {
                await watcher.UpdateMempoolAsync(context, update.Added, update.Present, token);
                var scripts = await FollowedCoins.LoadScriptsAsync(context, token);
                var coins = await context.Set<FollowedCoin>().Where(coin => coin.SpentHeight == null).Select(coin => coin.OutPoint).ToListAsync(token);
                mempoolCoins.Update(update.Added, update.Present, scripts, coins.Select(OutPoint.Parse).ToHashSet());
                return true;
            },
            cancellationToken);

    internal static async Task<BlockReference?> FindTipAsync(PsbtDbContext context, CancellationToken cancellationToken) =>
        await context.Set<FollowedBlock>().AsNoTracking().OrderByDescending(block => block.Height).FirstOrDefaultAsync(cancellationToken) is { } last
            ? new BlockReference(last.Height, BlockHash.Parse(last.Hash))
            : null;

    private Task<TResult> RunAsync<TResult>(Func<PsbtDbContext, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) =>
        gate.RunAsync(
            async () =>
            {
                await using var context = await contexts.CreateDbContextAsync(cancellationToken);
                return await context.RunInTransactionAsync(token => work(context, token), cancellationToken);
            },
            cancellationToken);
}
