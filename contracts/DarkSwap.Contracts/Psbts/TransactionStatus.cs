namespace DarkSwap.Contracts.Psbts;

public enum TransactionStatus
{
    /// <summary>Neither in the mempool nor in a block (any more).</summary>
    Unseen,
    InMempool,
    Confirmed,
}
