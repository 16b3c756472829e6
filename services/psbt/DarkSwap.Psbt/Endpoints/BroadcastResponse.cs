namespace DarkSwap.Psbt.Endpoints;

internal sealed record BroadcastResponse(string TransactionId);
