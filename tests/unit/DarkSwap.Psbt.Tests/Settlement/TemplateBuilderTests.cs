using DarkSwap.Bitcoin.Fees;
using DarkSwap.Bitcoin.Runes;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Psbt.Domain.Settlement;
using FsCheck;
using FsCheck.Fluent;

namespace DarkSwap.Psbt.Tests.Settlement;

public sealed class TemplateBuilderTests
{
    private static readonly Script AssetReceive = ScriptTemplate.PayToTaproot(Enumerable.Repeat((byte)1, 32).ToArray());
    private static readonly Script AssetChange = ScriptTemplate.PayToTaproot(Enumerable.Repeat((byte)2, 32).ToArray());
    private static readonly Script BitcoinReceive = ScriptTemplate.PayToWitnessPublicKeyHash(Enumerable.Repeat((byte)3, 20).ToArray());
    private static readonly Script BitcoinChange = ScriptTemplate.PayToWitnessPublicKeyHash(Enumerable.Repeat((byte)4, 20).ToArray());
    private static readonly RuneId Rune = new(840_000, 3);

    [Fact]
    public void Lays_out_outputs_as_the_template_says()
    {
        var template = Build(Terms(), held: 1_500);

        var outputs = template.Transaction.Outputs;
        outputs.Length.ShouldBe(5);
        outputs[0].ShouldBe(new TransactionOutput(546, BitcoinReceive));
        outputs[1].ShouldBe(new TransactionOutput(10_000 + 10_000 - 546, AssetReceive));
        outputs[2].ShouldBe(new TransactionOutput(546, AssetChange));
        outputs[3].ShouldBe(new TransactionOutput(100_000 - 10_000 - 546 - template.FeeSatoshis, BitcoinChange));
        outputs[4].ValueSatoshis.ShouldBe(0);
        template.Transaction.Version.ShouldBe(2u);
        template.Transaction.LockTime.ShouldBe(0u);
        template.Transaction.Inputs.ShouldAllBe(input => input.Sequence == 0xFFFFFFFD);
        template.AssetChangeOutPoint.ShouldBe(new OutPoint(template.Transaction.Id, 2));
    }

    [Fact]
    public void Writes_one_edict_to_output_0_and_points_to_the_asset_change()
    {
        var outputs = Build(Terms(), held: 1_500).Transaction.Outputs;

        // OP_RETURN OP_13, then one push: Pointer 2; Body; block 840000, index 3, amount 1000, output 0.
        outputs[4].Script.ToString().ShouldBe("6a5d0a160200c0a23303e80700");
    }

    [Fact]
    public void Leaves_out_the_asset_change_and_points_to_the_seller_when_the_inputs_hold_exactly_what_is_traded()
    {
        var template = Build(Terms(), held: 1_000);

        template.HasAssetChange.ShouldBeFalse();
        template.Transaction.Outputs.Length.ShouldBe(4);
        template.Transaction.Outputs[1].ValueSatoshis.ShouldBe(20_000);
        var runestone = RunestoneDecoder.Decode(template.Transaction.Outputs[3].Script.Span, 4).ShouldBeOfType<Runestone>();
        runestone.Pointer.ShouldBe(1u);
    }

    [Fact]
    public void Keeps_the_asset_change_when_the_inputs_hold_another_rune_too()
    {
        var holdings = RuneBalances.Of([new(Rune, 1_000), new(new RuneId(1, 1), 1)]);

        TemplateBuilder.Build(SettlementTermsReader.Read(Terms()).Value!, holdings).Value!.HasAssetChange.ShouldBeTrue();
    }

    [Fact]
    public void Takes_the_fee_from_the_payment_when_the_asset_side_is_the_taker()
    {
        var template = Build(Terms() with { Taker = TradeRole.GivesAsset }, held: 1_500);

        template.Transaction.Outputs[1].ValueSatoshis.ShouldBe(20_000 - 546 - template.FeeSatoshis);
        template.Transaction.Outputs[3].ValueSatoshis.ShouldBe(100_000 - 10_000 - 546);
    }

    [Fact]
    public void Reckons_each_witness_at_its_maximum()
    {
        var template = Build(Terms(), held: 1_500);

        // One P2TR input (66) and one P2WPKH input (108), marker and flag (2).
        var weight = (template.Transaction.BaseSize * 4) + 2 + 66 + 108;
        template.FeeSatoshis.ShouldBe(((2_000L * weight) + 3_999) / 4_000);
    }

    [Theory]
    [InlineData(294, 294)]
    [InlineData(293, null)]
    public void Drops_bitcoin_change_below_its_dust_limit_into_the_fee(long left, int? expected)
    {
        var fee = Build(Terms(), held: 1_500).FeeSatoshis;
        var bitcoin = 10_000 + 546 + fee + left;

        var template = Build(Terms(bitcoin), held: 1_500);

        if (expected is { } change)
        {
            template.Transaction.Outputs[3].ValueSatoshis.ShouldBe(change);
        }
        else
        {
            template.BitcoinChangeOutput.ShouldBeNull();
            template.Transaction.Outputs.Length.ShouldBe(4);
            template.FeeSatoshis.ShouldBe(fee + left);
        }
    }

    [Fact]
    public void Refuses_when_the_bitcoin_side_cannot_pay()
    {
        var refusal = TemplateBuilder.Build(SettlementTermsReader.Read(Terms(bitcoin: 10_600)).Value!, RuneBalances.Of([new(Rune, 1_500)])).Error!;

        refusal.Reason.ShouldBe(SettlementRefusalReason.InsufficientBitcoin);
    }

    [Fact]
    public void Refuses_when_the_payment_would_be_dust()
    {
        var terms = Terms() with { QuoteSatoshis = 1, Taker = TradeRole.GivesAsset };
        terms = terms with { AssetSide = terms.AssetSide with { Inputs = [terms.AssetSide.Inputs[0] with { Satoshis = 546 }] } };

        TemplateBuilder.Build(SettlementTermsReader.Read(terms).Value!, RuneBalances.Of([new(Rune, 1_500)])).Error!.Reason.ShouldBe(SettlementRefusalReason.DustOutput);
    }

    [Fact]
    public void Refuses_when_the_inputs_hold_too_little()
    {
        TemplateBuilder.Build(SettlementTermsReader.Read(Terms()).Value!, RuneBalances.Of([new(Rune, 999)])).Error!.Reason.ShouldBe(SettlementRefusalReason.InsufficientAsset);
    }

    [Fact]
    public void Conserves_satoshis_and_runes_and_gives_both_sides_what_was_agreed() =>
        Prop.ForAll<int>(seed =>
        {
            var scenario = new SettlementScenario(seed);
            var terms = scenario.Read();
            var template = TemplateBuilder.Build(terms, scenario.AssetSideHoldings).Value!;
            var outcome = SettlementSimulation.Run(template.Transaction, [.. terms.Inputs.Select(scenario.CoinOf)])!;

            template.Transaction.Outputs.Sum(output => output.ValueSatoshis).ShouldBe(terms.Inputs.Sum(input => input.Satoshis) - template.FeeSatoshis);
            RuneBalances.TrySum(outcome.Outputs.Select(output => output.Runes), out var after).ShouldBeTrue();
            after!.All.ShouldBe(scenario.AssetSideHoldings.All);
            outcome.Outputs[0].Runes.IsExactly(scenario.Rune, scenario.Fill).ShouldBeTrue();
            outcome.RuneChanges(SettlementScenario.ScriptsOf(terms.BitcoinSide)).ShouldHaveSingleItem().Value.ShouldBe(scenario.Fill);
            outcome.RuneChanges(SettlementScenario.ScriptsOf(terms.AssetSide)).ShouldHaveSingleItem().Value.ShouldBe(-(System.Numerics.BigInteger)scenario.Fill);
            var assetFee = terms.Taker == TradeRole.GivesAsset ? template.FeeSatoshis : 0;
            outcome.SatoshiChange(SettlementScenario.ScriptsOf(terms.AssetSide)).ShouldBe(terms.QuoteSatoshis - assetFee);
            template.Transaction.Outputs.ShouldAllBe(output => output.Script.IsOpReturn || output.ValueSatoshis >= DustLimit.SatoshisOf(output.Script));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Is_the_same_whatever_order_the_inputs_were_named_in() =>
        Prop.ForAll<int>(seed =>
        {
            var scenario = new SettlementScenario(seed);
            var reversed = new SettlementScenario(seed)
            {
                Terms = scenario.Terms with
                {
                    AssetSide = scenario.Terms.AssetSide with { Inputs = [.. scenario.Terms.AssetSide.Inputs.Reverse()] },
                    BitcoinSide = scenario.Terms.BitcoinSide with { Inputs = [.. scenario.Terms.BitcoinSide.Inputs.Reverse()] },
                },
            };

            var first = TemplateBuilder.Build(scenario.Read(), scenario.AssetSideHoldings).Value!;
            var second = TemplateBuilder.Build(reversed.Read(), reversed.AssetSideHoldings).Value!;

            second.Transaction.ToArray().ShouldBe(first.Transaction.ToArray());
            second.ComputeHash().ShouldBe(first.ComputeHash());
        }).QuickCheckThrowOnFailure();

    private static SettlementTemplate Build(TradeTerms terms, ulong held) =>
        TemplateBuilder.Build(SettlementTermsReader.Read(terms).Value!, RuneBalances.Of([new(Rune, held)])).Value!;

    private static TradeTerms Terms(long bitcoin = 100_000) => new()
    {
        TemplateVersion = 1,
        Network = "regtest:0f9188f1",
        TradeId = Guid.Parse("01900000-0000-7000-8000-000000000001"),
        OrderId = new string('a', 64),
        Asset = "RUNE:840000:3",
        Fill = 1_000,
        QuoteSatoshis = 10_000,
        FeeRate = 2_000,
        Taker = TradeRole.GivesBitcoin,
        AssetSide = new TradeParty { Inputs = [Input('1', 10_000, AssetReceive)], ReceiveScript = AssetReceive.ToArray(), ChangeScript = AssetChange.ToArray() },
        BitcoinSide = new TradeParty { Inputs = [Input('2', bitcoin, BitcoinChange)], ReceiveScript = BitcoinReceive.ToArray(), ChangeScript = BitcoinChange.ToArray() },
    };

    private static TradeInput Input(char digit, long satoshis, Script script) =>
        new() { OutPoint = new string(digit, 64) + ":0", Satoshis = satoshis, Script = script.ToArray(), Proof = [] };
}
