using DarkSwap.Hosting.OpenApi;

namespace DarkSwap.Psbt.Endpoints;

/// <summary>How far a PSBT has come. Fee and size are there once all spent outputs are known.</summary>
internal sealed record AnalysedPsbtResponse
{
    public required PsbtRole Next { get; init; }
    public required IReadOnlyList<AnalysedInputResponse> Inputs { get; init; }

    /// <summary>Decimal digits.</summary>
    [DescribedAs(typeof(long))]
    public string? FeeSatoshis { get; init; }

    /// <summary>In satoshis per 1,000 virtual bytes, decimal digits.</summary>
    [DescribedAs(typeof(long))]
    public string? FeeRate { get; init; }

    /// <summary>With every witness at its largest.</summary>
    public int? VirtualSize { get; init; }
}
