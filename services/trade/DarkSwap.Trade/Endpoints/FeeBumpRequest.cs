using System.Text.Json.Serialization;
using DarkSwap.Hosting.Json;

namespace DarkSwap.Trade.Endpoints;

public sealed record FeeBumpRequest
{
    /// <summary>Satoshis per 1,000 virtual bytes, higher than before.</summary>
    [JsonConverter(typeof(DecimalStringInt64Converter))]
    public required long FeeRate { get; init; }
}
