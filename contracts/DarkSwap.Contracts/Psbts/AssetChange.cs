namespace DarkSwap.Contracts.Psbts;

/// <summary>Net change of one asset; negative when it is given.</summary>
public sealed record AssetChange(string Asset, Int128 Amount);
