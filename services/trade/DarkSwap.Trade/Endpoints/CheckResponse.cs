namespace DarkSwap.Trade.Endpoints;

/// <param name="Check">Stable name of the check.</param>
/// <param name="Detail">A sentence for people.</param>
public sealed record CheckResponse(string Check, string Detail);
