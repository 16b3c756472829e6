using System.Text.Json;
using System.Text.Json.Serialization;

namespace DarkSwap.Trade.Domain;

/// <summary>A trade as text: what is stored, and what a restart goes on from.</summary>
public static class TradeStorage
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    public static string Write(TradeAggregate trade) => JsonSerializer.Serialize(trade, Options);

    /// <exception cref="JsonException">The text is not a trade's.</exception>
    public static TradeAggregate Read(string text) =>
        JsonSerializer.Deserialize<TradeAggregate>(text, Options) ?? throw new JsonException("No trade");
}
