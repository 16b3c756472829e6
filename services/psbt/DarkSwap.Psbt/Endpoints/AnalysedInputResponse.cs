namespace DarkSwap.Psbt.Endpoints;

internal sealed record AnalysedInputResponse(int Index, string OutPoint, PsbtRole Next);
