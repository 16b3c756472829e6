using DarkSwap.Contracts.Psbts;

namespace DarkSwap.Trade.Domain;

/// <summary>The newest that is known of one transaction of the trade.</summary>
/// <param name="Version">Older observations are dropped.</param>
public sealed record Observation(string TransactionId, TransactionStatus Status, int Confirmations, long Version);
