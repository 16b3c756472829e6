namespace DarkSwap.Psbt.Chain;

/// <summary>The one thing to know about the chain source.</summary>
public enum ChainState
{
    /// <summary>The node has not been asked yet.</summary>
    Starting,

    /// <summary>The node is level with the network and we are level with the node.</summary>
    Ready,

    /// <summary>The node is behind the network, or we are behind the node.</summary>
    CatchingUp,

    /// <summary>A regtest without its first block, which would give the network its name.</summary>
    NoBlocks,

    NodeDown,

    /// <summary>The node answers, but only that it is loading.</summary>
    NodeStarting,

    AccessDenied,

    /// <summary>The node's chain is not the one that is configured or that our data come from.</summary>
    WrongNetwork,

    /// <summary>The node no longer has blocks that are needed.</summary>
    Pruned,

    /// <summary>Our data cannot follow the chain any more and have to be made again.</summary>
    ReindexNeeded,

    /// <summary>Something of ours, such as the database, failed; tried again until it works.</summary>
    Failed,
}
