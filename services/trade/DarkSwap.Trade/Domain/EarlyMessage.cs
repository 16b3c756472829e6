namespace DarkSwap.Trade.Domain;

/// <summary>A message that overtook an earlier one and waits for it.</summary>
public sealed record EarlyMessage(int Sequence, byte[] Envelope, byte[] Payload);
