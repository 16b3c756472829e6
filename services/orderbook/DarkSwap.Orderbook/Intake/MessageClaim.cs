namespace DarkSwap.Orderbook.Intake;

/// <summary>A consumer's claim of a message, to be committed with the message's effect.</summary>
public sealed record MessageClaim(Guid EventId, string Consumer);
