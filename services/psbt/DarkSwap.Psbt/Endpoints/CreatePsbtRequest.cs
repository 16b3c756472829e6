namespace DarkSwap.Psbt.Endpoints;

/// <param name="Inputs">1 to 500.</param>
/// <param name="Outputs">1 to 500.</param>
/// <param name="LockTime">Block height or time as in a transaction; 0 by default.</param>
internal sealed record CreatePsbtRequest(IReadOnlyList<CreatePsbtInput> Inputs, IReadOnlyList<CreatePsbtOutput> Outputs, uint LockTime = 0);
