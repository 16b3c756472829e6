namespace DarkSwap.Psbt.Endpoints;

/// <param name="Psbt">Base64, at most 400 KiB of bytes.</param>
internal sealed record PsbtRequest(byte[] Psbt);
