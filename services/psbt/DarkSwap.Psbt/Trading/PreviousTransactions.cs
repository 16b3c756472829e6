using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Psbt.Chain;

namespace DarkSwap.Psbt.Trading;

/// <summary>Finds the transaction that made a coin, also on a node without a transaction index.</summary>
public sealed class PreviousTransactions(IChainSource chain)
{
    public async Task<Transaction?> FindAsync(UnspentOutput coin, CancellationToken cancellationToken)
    {
        var id = coin.OutPoint.TransactionId;
        if (coin.Confirmations > 0
            && await chain.FindInActiveChainAsync(coin.Tip, cancellationToken) is { } tip
            && await chain.GetBlockHashAsync(tip.Height - coin.Confirmations + 1, cancellationToken) is { } block
            && await chain.FindTransactionAsync(id, block, cancellationToken) is { } confirmed)
        {
            return confirmed.Transaction;
        }

        return (await chain.FindTransactionAsync(id, block: null, cancellationToken))?.Transaction;
    }
}
