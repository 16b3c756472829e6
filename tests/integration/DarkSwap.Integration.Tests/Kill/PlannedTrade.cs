using DarkSwap.Testing;

namespace DarkSwap.Integration.Tests.Kill;

/// <summary>An order that one robot places and a fill of it that another takes.</summary>
/// <param name="MakerSells">Whether the maker gives the rune; else it gives bitcoin.</param>
/// <param name="Fill">Units of the rune, at most <see cref="Offered"/>.</param>
public sealed record PlannedTrade(int Number, Robot Maker, WalletCoin MakerCoin, Robot Taker, WalletCoin TakerCoin, bool MakerSells, long Fill)
{
    /// <summary>Units of the rune in each order, and in each coin that has any.</summary>
    public const long Offered = 1_000;

    public const long SatoshisEach = 25;

    public Robot GivesRunes => MakerSells ? Maker : Taker;

    public Robot GivesBitcoin => MakerSells ? Taker : Maker;

    public long QuoteSatoshis => Fill * SatoshisEach;

    public string OrderId { get; set; } = string.Empty;

    /// <summary>Every trade that was proposed for it; all but the last have ended without an exchange.</summary>
    public List<Guid> Attempts { get; } = [];
}
