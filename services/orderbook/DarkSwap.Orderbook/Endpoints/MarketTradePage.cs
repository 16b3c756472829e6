using System.Text.Json.Serialization;

namespace DarkSwap.Orderbook.Endpoints;

public sealed record MarketTradePage
{
    public required IReadOnlyList<MarketTradeResponse> Items { get; init; }

    /// <summary>Null after the last page.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required string? Cursor { get; init; }
}
