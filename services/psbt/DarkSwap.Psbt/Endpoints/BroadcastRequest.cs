namespace DarkSwap.Psbt.Endpoints;

/// <param name="Transaction">The signed transaction, base64.</param>
internal sealed record BroadcastRequest(byte[] Transaction);
