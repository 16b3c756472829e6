namespace DarkSwap.Trade.Endpoints;

public sealed record TranscriptResponse(IReadOnlyList<TranscriptItem> Items);
