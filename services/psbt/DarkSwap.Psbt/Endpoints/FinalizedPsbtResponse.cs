namespace DarkSwap.Psbt.Endpoints;

internal sealed record FinalizedPsbtResponse(byte[] Psbt, byte[] Transaction, string TransactionId, int VirtualSize);
