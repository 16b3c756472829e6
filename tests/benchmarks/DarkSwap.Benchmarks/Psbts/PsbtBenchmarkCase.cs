namespace DarkSwap.Benchmarks.Psbts;

/// <summary>One row: what is done to which PSBT.</summary>
/// <param name="PeerOperation">The name of the same operation in peers/psbt.mjs.</param>
/// <param name="AimPerCpuSecond">Null for none.</param>
internal sealed record PsbtBenchmarkCase(string Name, byte[] Psbt, Action Operation, string PeerOperation, double? AimPerCpuSecond, double? AimRatio);
