using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Psbt.Domain.Settlement;

/// <summary>An unsigned self-spend.</summary>
public sealed record ReclaimTransaction(Transaction Transaction, long FeeSatoshis);
