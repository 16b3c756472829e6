namespace DarkSwap.Psbt.Endpoints;

/// <param name="Amount">On confirmed unspent coins, in the asset's smallest unit.</param>
internal sealed record HolderResponse(string Asset, string Address, UInt128 Amount);
