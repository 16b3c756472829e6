namespace DarkSwap.Contracts.Psbts;

/// <summary>An input of the PSBT that the user's wallet signs.</summary>
public sealed record InputToSign(int Index, string OutPoint, string Address);
