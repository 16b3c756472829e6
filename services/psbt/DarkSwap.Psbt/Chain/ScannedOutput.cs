using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Psbt.Chain;

/// <summary>A confirmed unspent output that a scan of the UTXO set found.</summary>
public sealed record ScannedOutput(OutPoint OutPoint, long ValueSatoshis, Script Script, int Height, bool IsCoinbase);
