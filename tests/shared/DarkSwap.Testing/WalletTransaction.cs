namespace DarkSwap.Testing;

/// <summary>A complete transaction, in hex.</summary>
public sealed record WalletTransaction(string Transaction, string TransactionId, int VirtualSize);
