namespace DarkSwap.Psbt.Chain;

/// <summary>Brings all observers along the active chain, the one furthest behind first, so that from there on they go in step.</summary>
internal sealed class BlockWalk(IChainSource source, IReadOnlyList<ObserverSlot> slots, ChainOptions options)
{
    /// <summary>Blocks connected before the node is asked again how things stand.</summary>
    private const int BlocksPerRound = 64;

    /// <summary>Asks the observers whose tip is not known for it.</summary>
    public async Task LoadAsync(NodeView node, CancellationToken cancellationToken)
    {
        foreach (var slot in slots.Where(slot => slot.IsActive && slot.Tip is null))
        {
            await slot.LoadAsync(node, cancellationToken);
        }
    }

    /// <summary>Goes at most one round's way towards the node's tip.</summary>
    /// <returns>Whether all observers that follow are level with it.</returns>
    public async Task<bool> AdvanceAsync(NodeView node, CancellationToken cancellationToken)
    {
        await DetachAsync(node, cancellationToken);
        await AttachAsync(node, cancellationToken);
        return Active().All(active => active.Tip == node.Tip);
    }

    private IEnumerable<(ObserverSlot Slot, BlockReference Tip)> Active() =>
        slots.Where(slot => slot.IsActive && slot.Tip is not null).Select(slot => (slot, slot.Tip!.Value));

    /// <summary>Takes blocks that left the chain back, height by height from the top.</summary>
    private async Task DetachAsync(NodeView node, CancellationToken cancellationToken)
    {
        var known = new Dictionary<BlockReference, bool> { [node.Tip] = true };
        while (true)
        {
            var stale = new List<(ObserverSlot Slot, BlockReference Tip)>();
            foreach (var (slot, tip) in Active())
            {
                if (!known.TryGetValue(tip, out var isInChain))
                {
                    isInChain = tip.Hash == default || await source.GetBlockHashAsync(tip.Height, cancellationToken) == tip.Hash;
                    known[tip] = isInChain;
                }

                if (!isInChain)
                {
                    stale.Add((slot, tip));
                }
            }

            if (stale.Count == 0)
            {
                return;
            }

            var highest = stale.Max(entry => entry.Tip.Height);
            foreach (var (slot, tip) in Enumerable.Reverse(stale).Where(entry => entry.Tip.Height == highest))
            {
                await slot.DisconnectAsync(tip, cancellationToken);
            }
        }
    }

    private async Task AttachAsync(NodeView node, CancellationToken cancellationToken)
    {
        if (!Active().Any())
        {
            return;
        }

        var first = Active().Min(active => active.Tip.Height) + 1;
        var last = Math.Min(node.Tip.Height, first + BlocksPerRound - 1);
        await using var blocks = new BlockPrefetcher(source, first, last, options.PrefetchedBlocks, cancellationToken);
        while (await blocks.NextAsync() is { } block)
        {
            var waiting = Active().Where(active => active.Tip.Height == block.Height - 1).ToList();
            if (waiting.Any(active => active.Tip.Hash != default && active.Tip.Hash != block.Block.Header.PreviousBlock))
            {
                // The chain was reorganised meanwhile: the next round detaches first.
                return;
            }

            foreach (var (slot, _) in waiting)
            {
                await slot.ConnectAsync(block, cancellationToken);
            }
        }
    }
}
