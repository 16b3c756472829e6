using System.Text.Json.Serialization;
using DarkSwap.Hosting.Json;

namespace DarkSwap.Psbt.Endpoints;

internal sealed record DecodedOutputResponse
{
    public required int Index { get; init; }

    [JsonConverter(typeof(DecimalStringInt64Converter))]
    public required long Satoshis { get; init; }

    public string? Address { get; init; }
    public required byte[] Script { get; init; }

    /// <summary>In words, if this output is the transaction's runestone: its edicts and pointer, or its flaw.</summary>
    public string? Runestone { get; init; }
}
