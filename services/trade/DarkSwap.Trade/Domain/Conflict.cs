using DarkSwap.Contracts.Psbts;

namespace DarkSwap.Trade.Domain;

/// <summary>The newest that is known of who spends one of the trade's inputs besides the trade.</summary>
/// <param name="Version">Older observations are dropped.</param>
public sealed record Conflict(string OutPoint, string TransactionId, TransactionStatus Status, int Confirmations, long Version);
