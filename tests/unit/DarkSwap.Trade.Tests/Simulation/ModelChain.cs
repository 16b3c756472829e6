using DarkSwap.Contracts.Psbts;

namespace DarkSwap.Trade.Tests.Simulation;

/// <summary>A mempool and a chain that know transactions by the outpoints they spend. Higher fees replace; blocks may be taken back.</summary>
internal sealed class ModelChain
{
    private readonly List<ModelTransaction> mempool = [];
    private readonly List<List<ModelTransaction>> blocks = [];

    /// <summary>False when a confirmed transaction, or one in the mempool with no lower fee, spends an input.</summary>
    public bool Submit(ModelTransaction transaction)
    {
        if (StatusOf(transaction.Id).Status != TransactionStatus.Unseen)
        {
            return true;
        }

        if (blocks.SelectMany(block => block).Any(transaction.Contradicts) || mempool.Any(other => other.Contradicts(transaction) && other.Fee >= transaction.Fee))
        {
            return false;
        }

        mempool.RemoveAll(transaction.Contradicts);
        mempool.Add(transaction);
        return true;
    }

    public void Mine()
    {
        blocks.Add([.. mempool]);
        mempool.Clear();
    }

    /// <summary>Takes the newest block back; its transactions return to the mempool, or are lost.</summary>
    public void Reorganise(bool areLost)
    {
        if (blocks.Count == 0)
        {
            return;
        }

        var returned = blocks[^1];
        blocks.RemoveAt(blocks.Count - 1);
        if (!areLost)
        {
            mempool.RemoveAll(other => returned.Any(other.Contradicts));
            mempool.AddRange(returned);
        }
    }

    public void ForgetMempool() => mempool.Clear();

    public (TransactionStatus Status, int Confirmations) StatusOf(string transactionId)
    {
        var block = blocks.FindIndex(transactions => transactions.Any(transaction => transaction.Id == transactionId));
        return block >= 0 ? (TransactionStatus.Confirmed, blocks.Count - block)
            : mempool.Any(transaction => transaction.Id == transactionId) ? (TransactionStatus.InMempool, 0)
            : (TransactionStatus.Unseen, 0);
    }

    public IEnumerable<ModelTransaction> SpendersOf(string outPoint) =>
        blocks.SelectMany(block => block).Concat(mempool).Where(transaction => transaction.Inputs.Contains(outPoint));
}
