using System.Text.Json.Serialization;
using DarkSwap.Hosting.Json;

namespace DarkSwap.Psbt.Endpoints;

/// <summary>What an address has more afterwards; negative if less.</summary>
internal sealed record SimulatedChangeResponse(
    string Address, [property: JsonConverter(typeof(DecimalStringInt64Converter))] long SatoshiChange, IReadOnlyList<SimulatedAssetChangeResponse> AssetChanges);
