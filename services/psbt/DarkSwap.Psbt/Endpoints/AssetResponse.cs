using DarkSwap.Psbt.Domain.Settlement;
using DarkSwap.Psbt.RuneIndex;

namespace DarkSwap.Psbt.Endpoints;

/// <summary>A rune. Amounts are in its smallest unit.</summary>
internal sealed record AssetResponse
{
    public required string Asset { get; init; }
    public required string Name { get; init; }
    public required string SpacedName { get; init; }

    /// <summary>How many runes were etched before it.</summary>
    public required long Number { get; init; }

    /// <summary>Decimal places for display.</summary>
    public required int Divisibility { get; init; }

    public string? Symbol { get; init; }
    public required UInt128 Premine { get; init; }
    public required UInt128 Minted { get; init; }
    public required UInt128 Burned { get; init; }

    /// <summary>What is in circulation: premine and mints without what was burned.</summary>
    public required UInt128 Supply { get; init; }

    public required string EtchingTransactionId { get; init; }
    public required DateTimeOffset EtchedAt { get; init; }

    public static AssetResponse Of(RuneEntry rune) => new()
    {
        Asset = RuneAsset.Format(rune.Id),
        Name = rune.Name.Name.ToString(),
        SpacedName = rune.Name.ToString(),
        Number = rune.Number,
        Divisibility = rune.Divisibility,
        Symbol = rune.Symbol?.ToString(),
        Premine = rune.Premine,
        Minted = rune.Supply - rune.Premine,
        Burned = rune.Burned,
        Supply = rune.Supply - rune.Burned,
        EtchingTransactionId = rune.EtchingTransaction.ToString(),
        EtchedAt = rune.EtchedAt,
    };
}
