using System.Text.Json.Serialization;

namespace DarkSwap.Orderbook.Endpoints;

/// <param name="Cursor">Null after the last page.</param>
public sealed record MarketPage(IReadOnlyList<MarketResponse> Items, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Cursor);
