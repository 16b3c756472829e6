using System.Text.Json.Serialization;
using DarkSwap.Hosting.Json;

namespace DarkSwap.Psbt.Endpoints;

/// <summary>Where a PSBT's bitcoin and runes would end up.</summary>
internal sealed record SimulatedPsbtResponse
{
    public required IReadOnlyList<SimulatedCoinResponse> Inputs { get; init; }
    public required IReadOnlyList<SimulatedCoinResponse> Outputs { get; init; }
    public required IReadOnlyList<SimulatedChangeResponse> Addresses { get; init; }

    [JsonConverter(typeof(DecimalStringInt64Converter))]
    public required long FeeSatoshis { get; init; }

    /// <summary>Whether its runestone is flawed, so that all runes burn.</summary>
    public required bool IsCenotaph { get; init; }
}
