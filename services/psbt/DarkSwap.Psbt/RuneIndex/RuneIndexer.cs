using System.Globalization;
using DarkSwap.Bitcoin.Blocks;
using DarkSwap.Psbt.Chain;
using DarkSwap.Psbt.Persistence;
using DarkSwap.Psbt.Persistence.RuneIndex;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace DarkSwap.Psbt.RuneIndex;

/// <summary>Follows the chain and keeps the index; each block, its undo data and the new height commit together.</summary>
public sealed class RuneIndexer(IChainSource source, IDbContextFactory<PsbtDbContext> contexts, IOptions<RuneIndexOptions> options) : IBlockObserver
{
    private const string HowToRebuild = "start once with psbt:runeIndex:rebuild=true to make the rune index again";
    private NetworkIdentity? network;
    private int heightAtStart;
    private bool isRebuilt;

    public string Name => "rune index";

    public async Task<BlockReference> GetTipAsync(NodeView node, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (options.Value.Rebuild && !isRebuilt)
        {
            await context.RunInTransactionAsync(
                async token =>
                {
                    await new RuneIndexStore(context).ClearAsync(token);
                    return true;
                },
                cancellationToken);
            isRebuilt = true;
        }

        var start = StartHeightOn(node.Network);
        var state = await new RuneIndexStore(context).LoadStateAsync(cancellationToken);
        Refuse(state, node, start);
        network = node.Network;
        heightAtStart = node.Tip.Height;
        return state is null ? new BlockReference(start - 1, default) : new BlockReference(state.Height, new BlockHash(state.Hash));
    }

    public async Task ConnectBlockAsync(ConnectedBlock block, CancellationToken cancellationToken)
    {
        var identity = network ?? throw new InvalidOperationException("Blocks are connected before the tip was asked for.");
        var scan = RuneBlockScan.Of(block, identity.RuneSchedule);
        var commitments = await LoadCommitmentsAsync(scan, cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.RunInTransactionAsync(
            async token =>
            {
                await ConnectAsync(context, identity, scan, commitments, token);
                return true;
            },
            cancellationToken);
    }

    public async Task<BlockReference> DisconnectBlockAsync(BlockReference tip, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.RunInTransactionAsync(token => DisconnectAsync(context, tip, token), cancellationToken);
    }

    /// <summary>Runes move when a block confirms them, not before.</summary>
    public Task UpdateMempoolAsync(MempoolUpdate update, CancellationToken cancellationToken) => Task.CompletedTask;

    private static async Task<BlockReference> DisconnectAsync(PsbtDbContext context, BlockReference tip, CancellationToken cancellationToken)
    {
        var store = new RuneIndexStore(context);
        var state = await store.LoadStateAsync(cancellationToken);
        var block = await context.RuneBlocks.SingleOrDefaultAsync(row => row.Height == tip.Height, cancellationToken);
        if (state is null || state.Height != tip.Height || block is null || new BlockHash(block.Hash) != tip.Hash)
        {
            throw new ObserverRefusedException(
                ChainState.ReindexNeeded,
                string.Create(CultureInfo.InvariantCulture, $"The chain was reorganised by more than the {RuneIndexOptions.UndoBlocks} blocks that the rune index can undo, at block {tip.Height}: {HowToRebuild}."));
        }

        state.RuneCount -= await store.UndoAsync(tip.Height, RuneUndo.Parse(block.Undo), cancellationToken);
        state.Height = tip.Height - 1;
        state.Hash = block.PreviousHash;
        context.RuneBlocks.Remove(block);
        return new BlockReference(state.Height, new BlockHash(state.Hash));
    }

    private async Task ConnectAsync(
        PsbtDbContext context, NetworkIdentity identity, RuneBlockScan scan, IReadOnlyDictionary<int, IReadOnlyList<SpentOutput>> commitments, CancellationToken cancellationToken)
    {
        var store = new RuneIndexStore(context);
        var reference = scan.Block.Reference;
        var state = await store.LoadStateAsync(cancellationToken);
        if (state?.Height == reference.Height && new BlockHash(state.Hash) == reference.Hash)
        {
            // A commit whose answer was lost.
            return;
        }

        if (state is not null && (state.Height != reference.Height - 1 || new BlockHash(state.Hash) != scan.Block.Block.Header.PreviousBlock))
        {
            throw new InvalidOperationException($"Block {reference} does not follow the rune index's block {state.Height}.");
        }

        var lookup = await store.LookUpAsync(scan, commitments, state?.RuneCount ?? 0, cancellationToken);
        var changes = RuneBlockProcessor.Apply(scan, lookup);
        if (!changes.IsEmpty)
        {
            await store.ApplyAsync(changes, cancellationToken);
        }

        await KeepUndoAsync(context, scan.Block, changes, cancellationToken);
        if (state is null)
        {
            state = new RuneIndexStateRow { Network = identity.Name, StartHeight = reference.Height, Height = reference.Height, Hash = [], RuneCount = 0 };
            context.RuneIndexStates.Add(state);
        }

        state.Height = reference.Height;
        state.Hash = reference.Hash.ToArray();
        state.RuneCount += changes.Etched.Count;
    }

    /// <summary>Blocks far below the tip that the node had at start are not undone, so nothing is kept of them.</summary>
    private async Task KeepUndoAsync(PsbtDbContext context, ConnectedBlock block, RuneBlockChanges changes, CancellationToken cancellationToken)
    {
        if (block.Height <= heightAtStart - RuneIndexOptions.UndoBlocks)
        {
            return;
        }

        context.RuneBlocks.Add(new RuneBlockRow
        {
            Height = block.Height,
            Hash = block.Hash.ToArray(),
            PreviousHash = block.Block.Header.PreviousBlock.ToArray(),
            Undo = RuneUndo.Of(changes).ToArray(),
        });
        var oldest = block.Height - RuneIndexOptions.UndoBlocks;
        await context.RuneBlocks.Where(row => row.Height <= oldest).ExecuteDeleteAsync(cancellationToken);
    }

    private async Task<IReadOnlyDictionary<int, IReadOnlyList<SpentOutput>>> LoadCommitmentsAsync(RuneBlockScan scan, CancellationToken cancellationToken)
    {
        var commitments = new Dictionary<int, IReadOnlyList<SpentOutput>>();
        foreach (var index in scan.CommitmentCandidates)
        {
            var id = scan.Block.Block.Transactions[index].Id;
            commitments[index] = await source.GetSpentOutputsAsync(id, scan.Block.Hash, cancellationToken)
                ?? throw new ChainSourceException(ChainSourceFault.InvalidAnswer, $"The Bitcoin node does not find transaction {id} in block {scan.Block.Hash}, which holds it.");
        }

        return commitments;
    }

    private int StartHeightOn(NetworkIdentity identity)
    {
        var first = (int)identity.RuneSchedule.FirstHeight;
        if (options.Value.StartHeight is not { } wanted || wanted == first)
        {
            return first;
        }

        return identity.Network == ChainNetwork.Regtest && wanted > 0
            ? wanted
            : throw new ObserverRefusedException(
                ChainState.ReindexNeeded,
                string.Create(CultureInfo.InvariantCulture, $"The rune index of {identity.Name} starts at block {first}, not at {wanted}, or it would take old rune coins for plain bitcoin: remove psbt:runeIndex:startHeight."));
    }

    private static void Refuse(RuneIndexStateRow? state, NodeView node, int start)
    {
        var (problem, kind) = (state, node.PruneHeight) switch
        {
            ({ } kept, _) when kept.Network != node.Network.Name =>
                ($"The rune index was made of {kept.Network}, but the Bitcoin node is on {node.Network.Name}: point to the right node, or {HowToRebuild}.", ChainState.WrongNetwork),
            ({ } kept, _) when kept.StartHeight != start =>
                (string.Create(CultureInfo.InvariantCulture, $"The rune index starts at block {kept.StartHeight} and should start at {start}: {HowToRebuild}."), ChainState.ReindexNeeded),
            (_, { } pruned) when pruned > (state?.Height ?? (start - 1)) + 1 =>
                (string.Create(CultureInfo.InvariantCulture, $"The Bitcoin node has pruned the blocks below {pruned}, but the rune index needs them from {(state?.Height ?? (start - 1)) + 1} on: use a node that keeps them (prune=0)."), ChainState.Pruned),
            _ => (null, ChainState.Ready),
        };
        if (problem is not null)
        {
            throw new ObserverRefusedException(kind, problem);
        }
    }
}
