namespace DarkSwap.Contracts.Assets;

/// <summary>Price as a ratio of integers: <see cref="Quote"/> smallest units of the quote asset for <see cref="Base"/> smallest units of the base asset. Both are at least 1.</summary>
public sealed record Price(UInt128 Quote, UInt128 Base);
