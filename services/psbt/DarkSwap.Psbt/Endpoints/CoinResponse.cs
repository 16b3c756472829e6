using System.Text.Json.Serialization;
using DarkSwap.Hosting.Json;

namespace DarkSwap.Psbt.Endpoints;

/// <summary>An unspent coin of a followed address. Runes are those of confirmed coins: what an unconfirmed one will hold is not known before.</summary>
internal sealed record CoinResponse
{
    public required string OutPoint { get; init; }

    public required string Address { get; init; }

    [JsonConverter(typeof(DecimalStringInt64Converter))]
    public required long Satoshis { get; init; }

    public required IReadOnlyList<RuneAmountResponse> Runes { get; init; }

    /// <summary>0 in the mempool.</summary>
    public required int Confirmations { get; init; }

    public required CoinState State { get; init; }

    /// <summary>The trade that holds it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public Guid? TradeId { get; init; }
}
