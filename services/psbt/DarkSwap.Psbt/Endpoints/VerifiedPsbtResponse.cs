namespace DarkSwap.Psbt.Endpoints;

/// <param name="Reason">The first thing wrong; null when all is right.</param>
internal sealed record VerifiedPsbtResponse(bool IsValid, string? Reason, int? InputIndex, int? OutputIndex);
