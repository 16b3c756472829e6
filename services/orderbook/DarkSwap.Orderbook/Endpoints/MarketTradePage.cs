using System.Text.Json.Serialization;

namespace DarkSwap.Orderbook.Endpoints;

/// <param name="Cursor">Null after the last page.</param>
public sealed record MarketTradePage(IReadOnlyList<MarketTradeResponse> Items, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Cursor);
