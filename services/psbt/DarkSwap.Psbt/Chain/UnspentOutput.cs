using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Psbt.Chain;

/// <summary>An unspent output of the chain or, with no confirmations, of the mempool.</summary>
/// <param name="Confirmations">Including the block that holds it; 0 in the mempool.</param>
/// <param name="Tip">The block that the answer is about.</param>
public sealed record UnspentOutput(OutPoint OutPoint, long ValueSatoshis, Script Script, int Confirmations, bool IsCoinbase, Bitcoin.Blocks.BlockHash Tip);
