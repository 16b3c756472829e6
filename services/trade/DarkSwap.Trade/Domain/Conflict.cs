using DarkSwap.Contracts.Psbts;

namespace DarkSwap.Trade.Domain;

/// <summary>The newest that is known of a transaction, none of the trade's, that spends one of its inputs.</summary>
/// <param name="Version">Older observations are dropped.</param>
public sealed record Conflict(string OutPoint, string TransactionId, TransactionStatus Status, int Confirmations, long Version);
