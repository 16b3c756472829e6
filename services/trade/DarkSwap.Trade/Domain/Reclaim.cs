namespace DarkSwap.Trade.Domain;

/// <summary>The self-spend by which our user ends an encumbered trade.</summary>
public sealed record Reclaim(string TransactionId, byte[] Transaction);
