using System.Text.Json.Serialization;
using DarkSwap.Hosting.Json;

namespace DarkSwap.Psbt.Endpoints;

/// <param name="Address">Null where the script has none.</param>
internal sealed record SimulatedCoinResponse(
    int Index, string? Address, [property: JsonConverter(typeof(DecimalStringInt64Converter))] long Satoshis, IReadOnlyList<RuneAmountResponse> Runes);
