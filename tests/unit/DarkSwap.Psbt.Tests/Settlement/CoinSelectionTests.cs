using DarkSwap.Bitcoin.Runes;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Psbt.Domain.Settlement;

namespace DarkSwap.Psbt.Tests.Settlement;

public sealed class CoinSelectionTests
{
    private static readonly RuneId Rune = new(840_000, 3);
    private static readonly RuneId OtherRune = new(840_001, 1);

    [Fact]
    public void Takes_the_coin_that_holds_exactly_the_amount_first() =>
        Chosen(CoinSelection.ForAsset([Asset(1, 900), Asset(2, 400), Asset(3, 100)], Rune, 400)).ShouldBe([2u]);

    [Fact]
    public void Takes_the_largest_asset_coins_until_there_is_enough() =>
        Chosen(CoinSelection.ForAsset([Asset(1, 100), Asset(2, 500), Asset(3, 300)], Rune, 700)).ShouldBe([2u, 3u]);

    [Fact]
    public void Never_takes_an_asset_coin_that_holds_something_else_too()
    {
        var mixed = Asset(1, 1_000) with { Runes = RuneBalances.Of([new(Rune, 1_000), new(OtherRune, 1)]) };
        var inscribed = Asset(2, 1_000) with { Inscriptions = AssetPresence.Holds };

        CoinSelection.ForAsset([mixed, inscribed], Rune, 10).Error!.Reason.ShouldBe(SettlementRefusalReason.InsufficientAsset);
    }

    [Fact]
    public void Says_that_the_answer_may_change_while_a_source_is_silent() =>
        CoinSelection.ForAsset([Asset(1, 1_000) with { Alkanes = AssetPresence.Unknown }], Rune, 10).Error!.IsTransient.ShouldBeTrue();

    [Fact]
    public void Takes_the_largest_bitcoin_coins_until_price_postage_and_fee_are_paid() =>
        Chosen(CoinSelection.ForBitcoin([Bitcoin(1, 3_000), Bitcoin(2, 9_000), Bitcoin(3, 8_000)], 15_000, 0, 1)).ShouldBe([2u, 3u]);

    [Fact]
    public void Counts_the_fee_of_a_side_that_pays_it()
    {
        SelectableCoin[] coins = [Bitcoin(1, 15_600), Bitcoin(2, 9_000)];

        Chosen(CoinSelection.ForBitcoin(coins, 15_000, 0, 1)).ShouldBe([1u]);
        Chosen(CoinSelection.ForBitcoin(coins, 15_000, 10_000, 1)).ShouldBe([1u, 2u]);
    }

    [Fact]
    public void Never_spends_runes_as_bitcoin() =>
        CoinSelection.ForBitcoin([Bitcoin(1, 50_000) with { Runes = RuneBalances.Of([new(Rune, 1)]) }], 1_000, 0, 1)
            .Error!.Reason.ShouldBe(SettlementRefusalReason.InsufficientBitcoin);

    private static uint[] Chosen(Primitives.Result<System.Collections.Immutable.ImmutableArray<SelectableCoin>, SettlementRefusal> selection) =>
        [.. selection.Value.Select(coin => coin.Input.OutPoint.Index)];

    private static SelectableCoin Asset(uint index, ulong amount) => Coin(index, 546, RuneBalances.Of([new(Rune, amount)]));

    private static SelectableCoin Bitcoin(uint index, long satoshis) => Coin(index, satoshis, RuneBalances.Empty);

    private static SelectableCoin Coin(uint index, long satoshis, RuneBalances runes) =>
        new(new SettlementInput(new OutPoint(default, index), satoshis, ScriptTemplate.PayToTaproot(new byte[32])), runes, AssetPresence.None, AssetPresence.None);
}
