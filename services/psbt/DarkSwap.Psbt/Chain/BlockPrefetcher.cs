namespace DarkSwap.Psbt.Chain;

/// <summary>Fetches a run of blocks of the active chain ahead of the one that is being worked on.</summary>
internal sealed class BlockPrefetcher : IAsyncDisposable
{
    private readonly IChainSource source;
    private readonly int lastHeight;
    private readonly CancellationTokenSource stop;
    private readonly Queue<Task<ConnectedBlock?>> fetches = new();
    private int nextHeight;

    public BlockPrefetcher(IChainSource source, int firstHeight, int lastHeight, int depth, CancellationToken cancellationToken)
    {
        this.source = source;
        this.lastHeight = lastHeight;
        nextHeight = firstHeight;
        stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        for (var count = 0; count < depth; count++)
        {
            FetchOneMore();
        }
    }

    /// <summary>The next block in order; null if there is none at this height (any more).</summary>
    public async Task<ConnectedBlock?> NextAsync()
    {
        if (!fetches.TryDequeue(out var fetch))
        {
            return null;
        }

        FetchOneMore();
        return await fetch;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        Task all = Task.WhenAll(fetches);
        await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private void FetchOneMore()
    {
        if (nextHeight <= lastHeight)
        {
            fetches.Enqueue(FetchAsync(nextHeight++));
        }
    }

    private async Task<ConnectedBlock?> FetchAsync(int height)
    {
        if (await source.GetBlockHashAsync(height, stop.Token) is not { } hash || await source.GetBlockAsync(hash, stop.Token) is not { } block)
        {
            return null;
        }

        return block.Header.Hash == hash
            ? new ConnectedBlock(new BlockReference(height, hash), block)
            : throw new ChainSourceException(ChainSourceFault.InvalidAnswer, $"The Bitcoin node answered another block than {hash}.");
    }
}
