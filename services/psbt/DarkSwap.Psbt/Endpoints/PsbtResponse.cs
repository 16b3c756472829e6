namespace DarkSwap.Psbt.Endpoints;

/// <param name="TransactionId">Of the unsigned transaction; segwit signatures do not change it.</param>
internal sealed record PsbtResponse(byte[] Psbt, string TransactionId);
