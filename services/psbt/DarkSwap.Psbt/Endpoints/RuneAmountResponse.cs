namespace DarkSwap.Psbt.Endpoints;

/// <param name="Amount">In the asset's smallest unit.</param>
internal sealed record RuneAmountResponse(string Asset, UInt128 Amount);
