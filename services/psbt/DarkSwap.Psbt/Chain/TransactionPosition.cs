using DarkSwap.Bitcoin.Blocks;
using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Psbt.Chain;

/// <summary>A transaction as the node finds it: in its mempool, or in a block of its active chain.</summary>
public sealed record TransactionPosition(Transaction Transaction, BlockHash? Block, int Confirmations);
