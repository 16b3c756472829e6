using System.Text.Json.Serialization;

namespace DarkSwap.Orderbook.Endpoints;

/// <param name="Cursor">Null after the last page.</param>
public sealed record OrderPage(IReadOnlyList<OrderResponse> Items, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Cursor);
