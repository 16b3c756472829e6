using System.Text.Json.Serialization;
using DarkSwap.Hosting.Json;

namespace DarkSwap.Psbt.Endpoints;

/// <summary>What a PSBT claims about an input; nothing of it is verified.</summary>
internal sealed record DecodedInputResponse
{
    public required int Index { get; init; }
    public required string OutPoint { get; init; }
    public required uint Sequence { get; init; }

    [JsonConverter(typeof(DecimalStringInt64Converter))]
    public long Satoshis { get; init; }

    /// <summary>False when the PSBT does not say what the input spends.</summary>
    public required bool IsSpentOutputKnown { get; init; }

    public string? Address { get; init; }
    public byte[]? Script { get; init; }
    public required bool HasPreviousTransaction { get; init; }
    public uint? SignatureHashType { get; init; }
    public required bool HasSignature { get; init; }
    public required bool IsFinalized { get; init; }
}
