namespace DarkSwap.Trade.Endpoints;

/// <param name="Cursor">For the next page; absent after the last.</param>
public sealed record TradePage(IReadOnlyList<TradeResponse> Items, string? Cursor);
