using DarkSwap.Bitcoin.Psbts;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Psbt.Domain.Settlement;
using DarkSwap.Psbt.Domain.Settlement.Checks;

namespace DarkSwap.Psbt.Tests.Settlement.Checks;

public sealed class SettlementChecksTests
{
    private readonly CheckedTrade trade = new();

    [Theory]
    [InlineData(TradeRole.GivesAsset, TradeCheckStage.BeforeAcceptance)]
    [InlineData(TradeRole.GivesBitcoin, TradeCheckStage.BeforeAcceptance)]
    [InlineData(TradeRole.GivesAsset, TradeCheckStage.BeforeSigning)]
    [InlineData(TradeRole.GivesBitcoin, TradeCheckStage.BeforeSigning)]
    public void All_pass_for_both_sides_when_all_is_as_agreed(TradeRole own, TradeCheckStage stage) =>
        SettlementChecks.Run(trade.Context(own, stage, stage == TradeCheckStage.BeforeSigning ? trade.UnsignedPsbt : null)).ShouldBeEmpty();

    [Theory]
    [InlineData(TradeRole.GivesAsset)]
    [InlineData(TradeRole.GivesBitcoin)]
    public void All_pass_for_the_transaction_that_both_have_signed(TradeRole own)
    {
        var context = trade.Context(own, TradeCheckStage.AfterMerging, Signed());

        SettlementChecks.Run(context).ShouldBeEmpty();
        context.Psbt!.FinalTransaction!.Id.ShouldBe(trade.Template.Transaction.Id);
    }

    public static TheoryData<string, SettlementCheck> Mutations() => new()
    {
        { "amount of the asset output", SettlementCheck.TemplateMatches },
        { "amount of the payment", SettlementCheck.FeeRateWithinBounds },
        { "amount of the asset change", SettlementCheck.NoDustAndNoMissingChange },
        { "amount of the bitcoin change", SettlementCheck.NetChangeIsAsAgreed },
        { "dust output", SettlementCheck.NoDustAndNoMissingChange },
        { "script of the asset output", SettlementCheck.DestinationsAreMine },
        { "script of the bitcoin change", SettlementCheck.DestinationsAreMine },
        { "script of the payment", SettlementCheck.TemplateMatches },
        { "edict amount", SettlementCheck.RunestoneIsAsAgreed },
        { "edict rune", SettlementCheck.RunestoneIsAsAgreed },
        { "edict output", SettlementCheck.NetChangeIsAsAgreed },
        { "pointer", SettlementCheck.RunestoneIsAsAgreed },
        { "cenotaph", SettlementCheck.RunestoneIsAsAgreed },
        { "no runestone", SettlementCheck.RunestoneIsAsAgreed },
        { "mint beside the edict", SettlementCheck.RunestoneIsAsAgreed },
        { "missing bitcoin change", SettlementCheck.FeeRateWithinBounds },
        { "one more output", SettlementCheck.TemplateMatches },
        { "version", SettlementCheck.TemplateMatches },
        { "lock time", SettlementCheck.TemplateMatches },
        { "sequence", SettlementCheck.TemplateMatches },
        { "order of the inputs", SettlementCheck.TemplateMatches },
        { "one input less", SettlementCheck.TemplateMatches },
    };

    [Theory]
    [MemberData(nameof(Mutations))]
    public void A_changed_transaction_is_refused_by_the_named_check(string mutation, SettlementCheck expected)
    {
        var mutated = TransactionMutations.Apply(mutation, trade.Template.Transaction);
        var psbt = TradePsbt.Create(mutated, trade.Read().Inputs).ToArray();

        var failures = SettlementChecks.Run(trade.Context(TradeRole.GivesBitcoin, TradeCheckStage.BeforeSigning, psbt));

        failures.Select(failure => failure.Check).ShouldContain(expected);
        failures.Select(failure => failure.Check).ShouldContain(SettlementCheck.TemplateMatches);
    }

    [Fact]
    public void Any_other_byte_of_the_transaction_is_refused_too()
    {
        var original = trade.Template.Transaction.ToArray();
        for (var index = 0; index < original.Length; index++)
        {
            var bytes = original.ToArray();
            bytes[index] ^= 1;
            if (!Transaction.TryRead(bytes, TransactionFormat.WithoutWitness, out var mutated) || mutated.Inputs.Any(input => !input.ScriptSignature.IsEmpty))
            {
                continue;
            }

            var psbt = Bitcoin.Psbts.Psbt.Create(mutated).ToArray();
            if (TradePsbt.Read(psbt, trade.Read().Inputs) is { IsSuccess: true })
            {
                SettlementChecks.Run(trade.Context(TradeRole.GivesBitcoin, TradeCheckStage.BeforeSigning, psbt))
                    .ShouldContain(failure => failure.Check == SettlementCheck.TemplateMatches, $"byte {index}");
            }
        }
    }

    [Theory]
    [InlineData(0x02u)]
    [InlineData(0x03u)]
    [InlineData(0x81u)]
    [InlineData(0x83u)]
    public void A_signature_that_leaves_something_open_is_refused(uint hashType)
    {
        var builder = new PsbtBuilder(Bitcoin.Psbts.Psbt.Parse(trade.UnsignedPsbt));
        foreach (var input in builder.Inputs)
        {
            input.SetSignatureHashType(hashType);
        }

        var signed = trade.Alice.Sign(builder.Build().ToArray());

        Failures(TradeRole.GivesBitcoin, TradeCheckStage.BeforeSigning, signed).ShouldContain(SettlementCheck.MergedTransactionIsValid);
    }

    [Fact]
    public void A_lie_about_an_inputs_amount_is_refused()
    {
        var builder = new PsbtBuilder(Bitcoin.Psbts.Psbt.Parse(trade.UnsignedPsbt));
        builder.Inputs[0].SetSpentOutput(new TransactionOutput(10_001, trade.Alice.Script));

        Failures(TradeRole.GivesBitcoin, TradeCheckStage.BeforeSigning, builder.Build().ToArray()).ShouldBe([SettlementCheck.TemplateMatches]);
    }

    [Fact]
    public void A_broken_signature_is_refused()
    {
        var bytes = trade.Alice.Sign(trade.UnsignedPsbt);
        var signature = Bitcoin.Psbts.Psbt.Parse(bytes).Inputs.Single(input => input.HasSignature).TaprootKeySignature!.Value.ToArray();
        bytes[bytes.AsSpan().IndexOf(signature) + 5] ^= 1;

        Failures(TradeRole.GivesBitcoin, TradeCheckStage.BeforeSigning, bytes).ShouldBe([SettlementCheck.MergedTransactionIsValid]);
    }

    [Fact]
    public void A_missing_signature_is_refused_after_merging() =>
        Failures(TradeRole.GivesAsset, TradeCheckStage.AfterMerging, trade.Alice.Sign(trade.UnsignedPsbt)).ShouldBe([SettlementCheck.MergedTransactionIsValid]);

    [Fact]
    public void A_transaction_that_the_mempool_refuses_is_refused() =>
        Checks(trade.Context(TradeRole.GivesAsset, TradeCheckStage.AfterMerging, Signed()) with { MempoolVerdict = new MempoolVerdict(true, "bad-txns-inputs-missingorspent") })
            .ShouldBe([SettlementCheck.MergedTransactionIsValid]);

    [Fact]
    public void A_node_that_cannot_be_asked_is_a_failure_that_passes() =>
        SettlementChecks.Run(trade.Context(TradeRole.GivesAsset, TradeCheckStage.AfterMerging, Signed()) with { MempoolVerdict = null })
            .ShouldHaveSingleItem().IsTransient.ShouldBeTrue();

    internal static SettlementCheck[] Checks(SettlementCheckContext context) => [.. SettlementChecks.Run(context).Select(failure => failure.Check)];

    private SettlementCheck[] Failures(TradeRole own, TradeCheckStage stage, byte[] psbt) => Checks(trade.Context(own, stage, psbt));

    private byte[] Signed() => trade.Bob.Sign(trade.Alice.Sign(trade.UnsignedPsbt));
}
