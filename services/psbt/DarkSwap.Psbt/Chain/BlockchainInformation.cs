namespace DarkSwap.Psbt.Chain;

/// <summary>What the node says about its chain as a whole.</summary>
public sealed record BlockchainInformation
{
    /// <summary>The node's own name for the kind of chain: main, test, testnet4, signet or regtest.</summary>
    public required string Chain { get; init; }

    /// <summary>Last block that the node has checked and holds.</summary>
    public required BlockReference Tip { get; init; }

    /// <summary>Height of the best header it knows, which is ahead of the tip while it catches up.</summary>
    public required int HeaderHeight { get; init; }

    public required bool IsInitialBlockDownload { get; init; }

    /// <summary>Lowest height of which a pruned node still has the block; null if nothing was pruned.</summary>
    public int? PruneHeight { get; init; }

    /// <summary>Only on signets, from version 28 on.</summary>
    public ReadOnlyMemory<byte>? SignetChallenge { get; init; }

    /// <summary>Median time of the last eleven blocks, in seconds since 1970.</summary>
    public required long MedianTimeUnixSeconds { get; init; }
}
