using DarkSwap.Bitcoin.Runes;
using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Wire;
using DarkSwap.Psbt.Domain.Settlement;
using DarkSwap.Psbt.Domain.Settlement.Checks;

namespace DarkSwap.Psbt.Tests.Settlement.Checks;

/// <summary>Checks of what is around the transaction: coins, order, times, proofs.</summary>
public sealed class CircumstanceChecksTests
{
    private readonly CheckedTrade trade = new();

    [Fact]
    public void Two_refuses_an_input_that_was_not_offered() =>
        Checks(Accepting(TradeRole.GivesBitcoin), context => context with { Own = context.Own with { OutPoints = [] } }).ShouldBe([SettlementCheck.InputsAreAsOffered]);

    [Fact]
    public void Two_refuses_a_coin_of_mine_from_the_other_side() =>
        Checks(Accepting(TradeRole.GivesBitcoin), context => context with { Own = context.Own with { Scripts = context.Own.Scripts.Add(trade.Alice.Script) } })
            .ShouldContain(SettlementCheck.InputsAreAsOffered);

    [Fact]
    public void Two_refuses_a_proof_for_another_trade()
    {
        var other = new CheckedTrade
        {
            Terms = trade.Terms with
            {
                BitcoinSide = trade.Terms.BitcoinSide with
                {
                    Inputs = [trade.Terms.BitcoinSide.Inputs[0] with { Proof = trade.Bob.Prove(SigningDomains.TradeProofMessage(CheckedTrade.Network, Guid.Empty)) }],
                },
            },
        };

        SettlementChecksTests.Checks(other.Context(TradeRole.GivesAsset, TradeCheckStage.BeforeAcceptance)).ShouldBe([SettlementCheck.InputsAreAsOffered]);
    }

    [Fact]
    public void Five_refuses_a_spent_input() =>
        Checks(Accepting(TradeRole.GivesBitcoin), context => Coin(context, trade.Alice, facts => facts with { Presence = CoinPresence.SpentOrMissing }))
            .ShouldBe([SettlementCheck.InputsExistUnspent]);

    [Fact]
    public void Five_refuses_an_amount_that_differs_from_the_chain() =>
        Checks(Accepting(TradeRole.GivesBitcoin), context => Coin(context, trade.Alice, facts => facts with { Output = new(9_999, trade.Alice.Script) }))
            .ShouldBe([SettlementCheck.InputsExistUnspent]);

    [Fact]
    public void Five_waits_for_confirmations_of_the_other_sides_coins()
    {
        var context = Coin(Accepting(TradeRole.GivesBitcoin), trade.Alice, facts => facts with { Confirmations = 0 });

        var failure = SettlementChecks.Run(context).ShouldHaveSingleItem();

        failure.Check.ShouldBe(SettlementCheck.InputsExistUnspent);
        failure.IsTransient.ShouldBeTrue();
    }

    [Fact]
    public void Six_refuses_inputs_that_hold_too_little()
    {
        var context = Coin(Accepting(TradeRole.GivesBitcoin), trade.Alice, facts => facts with { Runes = RuneBalances.Of([new(CheckedTrade.Rune, 399)]) });

        Checks(context, same => same).ShouldContain(SettlementCheck.AssetInputsSuffice);
    }

    [Fact]
    public void Seven_refuses_runes_on_a_bitcoin_coin()
    {
        var context = Coin(Accepting(TradeRole.GivesAsset), trade.Bob, facts => facts with { Runes = RuneBalances.Of([new(new RuneId(1, 1), 5)]) });

        Checks(context, same => same).ShouldContain(SettlementCheck.NoForeignAssets);
    }

    [Fact]
    public void Seven_refuses_an_inscription_on_any_coin() =>
        Checks(Accepting(TradeRole.GivesBitcoin), context => Coin(context, trade.Alice, facts => facts with { Inscriptions = AssetPresence.Holds })).ShouldBe([SettlementCheck.NoForeignAssets]);

    [Fact]
    public void Three_and_seven_fail_while_a_source_is_silent()
    {
        var failures = SettlementChecks.Run(Coin(Accepting(TradeRole.GivesBitcoin), trade.Bob, facts => facts with { Alkanes = AssetPresence.Unknown }));

        failures.Select(failure => failure.Check).ShouldBe([SettlementCheck.NetChangeIsAsAgreed, SettlementCheck.NoForeignAssets]);
        failures.ShouldAllBe(failure => failure.IsTransient);
    }

    [Fact]
    public void Eight_refuses_for_good_when_a_source_is_missing()
    {
        var failure = SettlementChecks.Run(Accepting(TradeRole.GivesBitcoin) with { AssetSources = new AssetSourceFacts(IsMissing: true, null) }).ShouldHaveSingleItem();

        failure.Check.ShouldBe(SettlementCheck.AssetSourcesAreLevel);
        failure.Detail.ShouldStartWith("AssetSourceMissing");
        failure.IsTransient.ShouldBeFalse();
    }

    [Fact]
    public void Eight_waits_for_an_index_that_is_behind() =>
        SettlementChecks.Run(Accepting(TradeRole.GivesBitcoin) with { AssetSources = new AssetSourceFacts(false, "The rune index is behind.") })
            .ShouldHaveSingleItem().IsTransient.ShouldBeTrue();

    [Fact]
    public void Nothing_that_is_unknown_passes()
    {
        var context = Accepting(TradeRole.GivesBitcoin) with { Coins = new Dictionary<Bitcoin.Transactions.OutPoint, CoinFacts>(), Template = null };

        var failures = SettlementChecks.Run(context);

        failures.ShouldAllBe(failure => failure.IsTransient);
        failures.Select(failure => failure.Check).ShouldBe(
        [
            SettlementCheck.TemplateMatches, SettlementCheck.NetChangeIsAsAgreed, SettlementCheck.RunestoneIsAsAgreed, SettlementCheck.InputsExistUnspent, SettlementCheck.AssetInputsSuffice,
            SettlementCheck.NoForeignAssets, SettlementCheck.FeeRateWithinBounds, SettlementCheck.NoDustAndNoMissingChange, SettlementCheck.DestinationsAreMine,
        ]);
    }

    [Fact]
    public void Nine_refuses_a_segwit_v0_input_without_its_previous_transaction()
    {
        var bare = new CheckedTrade
        {
            Terms = trade.Terms with { BitcoinSide = trade.Terms.BitcoinSide with { Inputs = [trade.Terms.BitcoinSide.Inputs[0] with { PreviousTransaction = null }] } },
        };

        SettlementChecksTests.Checks(bare.Context(TradeRole.GivesAsset, TradeCheckStage.BeforeAcceptance)).ShouldBe([SettlementCheck.PreviousTransactionsMatch]);
    }

    [Fact]
    public void Nine_refuses_another_previous_transaction()
    {
        var foreign = CheckedTrade.Input(trade.Bob, 100_001, "x").PreviousTransaction;
        var swapped = new CheckedTrade
        {
            Terms = trade.Terms with { BitcoinSide = trade.Terms.BitcoinSide with { Inputs = [trade.Terms.BitcoinSide.Inputs[0] with { PreviousTransaction = foreign }] } },
        };

        SettlementChecksTests.Checks(swapped.Context(TradeRole.GivesAsset, TradeCheckStage.BeforeAcceptance)).ShouldBe([SettlementCheck.PreviousTransactionsMatch]);
    }

    [Theory]
    [InlineData(2_001, 100_000)]
    [InlineData(1, 1_999)]
    public void Ten_refuses_a_fee_rate_outside_the_bounds(long minimum, long maximum) =>
        Checks(Accepting(TradeRole.GivesAsset), context => context with { MinimumFeeRate = minimum, MaximumFeeRate = maximum }).ShouldBe([SettlementCheck.FeeRateWithinBounds]);

    [Theory]
    [InlineData(OrderStatus.Pending)]
    [InlineData(OrderStatus.Suspended)]
    [InlineData(OrderStatus.Cancelled)]
    [InlineData(OrderStatus.Filled)]
    [InlineData(OrderStatus.Unbacked)]
    public void Twelve_refuses_an_order_that_is_not_open(OrderStatus status) =>
        Checks(Accepting(TradeRole.GivesAsset), context => context with { Order = CheckedTrade.Order() with { Status = status } }).ShouldBe([SettlementCheck.OrderAllowsFill]);

    [Fact]
    public void Twelve_lets_a_trade_go_on_whose_order_its_maker_suspended_meanwhile() =>
        SettlementChecks.Run(trade.Context(TradeRole.GivesBitcoin, TradeCheckStage.BeforeSigning, trade.UnsignedPsbt) with { Order = CheckedTrade.Order() with { Status = OrderStatus.Suspended } })
            .ShouldBeEmpty();

    [Fact]
    public void Twelve_refuses_an_unknown_order() =>
        Checks(Accepting(TradeRole.GivesAsset), context => context with { Order = null }).ShouldBe([SettlementCheck.OrderAllowsFill]);

    [Fact]
    public void Twelve_refuses_another_price() =>
        Checks(Accepting(TradeRole.GivesAsset), context => context with { Order = CheckedTrade.Order() with { Price = new(26, 1) } }).ShouldBe([SettlementCheck.OrderAllowsFill]);

    [Theory]
    [InlineData(399, 100)]
    [InlineData(1_000, 401)]
    public void Twelve_refuses_a_fill_that_does_not_fit(ulong remaining, ulong minimum) =>
        Checks(Accepting(TradeRole.GivesAsset), context => context with { Order = CheckedTrade.Order() with { Remaining = remaining, MinimumFill = minimum } })
            .ShouldBe([SettlementCheck.OrderAllowsFill]);

    [Fact]
    public void Twelve_allows_the_last_of_it_below_the_minimum() =>
        SettlementChecks.Run(Accepting(TradeRole.GivesAsset) with { Order = CheckedTrade.Order() with { Remaining = 400, MinimumFill = 500 } }).ShouldBeEmpty();

    [Fact]
    public void Thirteen_refuses_destinations_that_are_not_mine() =>
        Checks(Accepting(TradeRole.GivesBitcoin), context => context with { Own = context.Own with { ReceiveScript = trade.Alice.Script } }).ShouldContain(SettlementCheck.DestinationsAreMine);

    [Fact]
    public void Fourteen_refuses_after_the_deadline() =>
        Checks(Accepting(TradeRole.GivesBitcoin), context => context with { Now = context.Deadline.AddTicks(1) }).ShouldBe([SettlementCheck.TermsAreSignedAndCurrent]);

    [Fact]
    public void Fourteen_refuses_another_network() =>
        Checks(Accepting(TradeRole.GivesBitcoin), context => context with { Network = "mainnet" }).ShouldBe([SettlementCheck.TermsAreSignedAndCurrent]);

    [Fact]
    public void Fourteen_refuses_terms_that_the_other_side_has_not_signed()
    {
        var signing = trade.Context(TradeRole.GivesBitcoin, TradeCheckStage.BeforeSigning, trade.UnsignedPsbt);

        SettlementChecksTests.Checks(signing with { CounterpartyTermsSignature = null }).ShouldBe([SettlementCheck.TermsAreSignedAndCurrent]);
        SettlementChecksTests.Checks(signing with { Counterparty = "somebody else" }).ShouldBe([SettlementCheck.TermsAreSignedAndCurrent]);
        var other = new CheckedTrade { Terms = trade.Terms with { FeeRate = 2_001 } };
        SettlementChecksTests.Checks(signing with { CounterpartyTermsSignature = trade.SignTerms(other.Template) }).ShouldBe([SettlementCheck.TermsAreSignedAndCurrent]);
    }

    private static SettlementCheck[] Checks(SettlementCheckContext context, Func<SettlementCheckContext, SettlementCheckContext> change) => SettlementChecksTests.Checks(change(context));

    private static SettlementCheckContext Coin(SettlementCheckContext context, TestKey key, Func<CoinFacts, CoinFacts> change) => context with
    {
        Coins = context.Coins.ToDictionary(
            coin => coin.Key, coin => context.Terms.Inputs.Single(input => input.OutPoint == coin.Key).Script == key.Script ? change(coin.Value) : coin.Value),
    };

    private SettlementCheckContext Accepting(TradeRole own) => trade.Context(own, TradeCheckStage.BeforeAcceptance);
}
