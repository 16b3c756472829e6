namespace DarkSwap.Contracts.Orders;

/// <summary>An outpoint that backs a public order, with its BIP-322 proof over the order's backing message.</summary>
public sealed record BackingCoin(string OutPoint, byte[] Proof);
