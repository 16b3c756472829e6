using DarkSwap.Psbt.Chain;

namespace DarkSwap.Psbt.Tests.Chain;

/// <summary>Remembers its chain and tells a common diary what it was called with.</summary>
internal sealed class RecordingObserver(string name, List<string> diary, int startHeight) : IBlockObserver
{
    private readonly List<BlockReference> chain = [];

    public string Name { get; } = name;

    public List<MempoolUpdate> Updates { get; } = [];

    /// <summary>Thrown at each block until it is taken away.</summary>
    public Exception? Failure { get; set; }

    public BlockReference Tip => chain.Count == 0 ? new BlockReference(startHeight - 1, default) : chain[^1];

    public Task<BlockReference> GetTipAsync(NodeView node, CancellationToken cancellationToken) => Task.FromResult(Tip);

    public Task ConnectBlockAsync(ConnectedBlock block, CancellationToken cancellationToken)
    {
        if (Failure is { } failure)
        {
            return Task.FromException(failure);
        }

        block.Height.ShouldBe(Tip.Height + 1);
        if (chain.Count > 0)
        {
            block.Block.Header.PreviousBlock.ShouldBe(Tip.Hash);
        }

        chain.Add(block.Reference);
        diary.Add($"{Name} +{block.Height}");
        return Task.CompletedTask;
    }

    public Task<BlockReference> DisconnectBlockAsync(BlockReference tip, CancellationToken cancellationToken)
    {
        tip.ShouldBe(Tip);
        chain.RemoveAt(chain.Count - 1);
        diary.Add($"{Name} -{tip.Height}");
        return Task.FromResult(Tip);
    }

    public Task UpdateMempoolAsync(MempoolUpdate update, CancellationToken cancellationToken)
    {
        update.Tip.ShouldBe(Tip);
        Updates.Add(update);
        return Task.CompletedTask;
    }
}
