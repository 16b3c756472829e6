using System.Text.Json.Serialization;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Hosting.Json;
using DarkSwap.Hosting.OpenApi;

namespace DarkSwap.Trade.Endpoints;

public sealed record TradePsbtResponse
{
    public required byte[] Psbt { get; init; }

    public required IReadOnlyList<InputToSign> InputsToSign { get; init; }

    /// <summary>Net change of the own satoshis, by simulation. Absent for a reclaim, which changes the fee alone.</summary>
    [DescribedAs(typeof(long))]
    public string? SatoshiChange { get; init; }

    public IReadOnlyList<AssetChangeResponse>? AssetChanges { get; init; }

    public required string TransactionId { get; init; }

    [JsonConverter(typeof(DecimalStringInt64Converter))]
    public required long FeeSatoshis { get; init; }

    public DateTimeOffset? Deadline { get; init; }

    public required PsbtPurpose Purpose { get; init; }
}
