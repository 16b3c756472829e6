namespace DarkSwap.Psbt.Chain;

/// <summary>
/// Follows the chain block by block. Observers are called one after the other in the order of their registration (in reverse when blocks
/// are disconnected), never two at a time. Each keeps its own tip and stores it in one transaction with what the block changed,
/// so that a crash between two observers leaves the second one a block behind and nothing else.
/// </summary>
public interface IBlockObserver
{
    /// <summary>For people, for example "rune index".</summary>
    string Name { get; }

    /// <summary>The last block that was taken in, from storage. One that has none yet answers the block after which it wants to start; a hash of zero is not compared.</summary>
    /// <exception cref="ObserverRefusedException">It cannot follow this node.</exception>
    Task<BlockReference> GetTipAsync(NodeView node, CancellationToken cancellationToken);

    /// <summary>Takes in the block after its tip.</summary>
    /// <exception cref="ObserverRefusedException">It cannot go on.</exception>
    Task ConnectBlockAsync(ConnectedBlock block, CancellationToken cancellationToken);

    /// <summary>Takes back the block at its tip, which has left the chain.</summary>
    /// <returns>Its tip then.</returns>
    /// <exception cref="ObserverRefusedException">It no longer knows how.</exception>
    Task<BlockReference> DisconnectBlockAsync(BlockReference tip, CancellationToken cancellationToken);

    /// <summary>Called when all observers are level with the node and its mempool has changed, and once after each start.</summary>
    Task UpdateMempoolAsync(MempoolUpdate update, CancellationToken cancellationToken);
}
