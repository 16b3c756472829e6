using System.Text.Json.Serialization;
using DarkSwap.Hosting.Json;

namespace DarkSwap.Psbt.Endpoints;

/// <summary>Pays an address, or a script in base64; one of the two.</summary>
internal sealed record CreatePsbtOutput(
    [property: JsonConverter(typeof(DecimalStringInt64Converter))] long Satoshis,
    string? Address = null,
    byte[]? Script = null);
