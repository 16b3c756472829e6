using DarkSwap.Bitcoin.Fees;
using DarkSwap.Bitcoin.Psbts;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Bitcoin.Tests.Psbts;

/// <summary>What nodes' own PSBT calls let through, one lie at a time.</summary>
public class PsbtCheckTests
{
    private static readonly PsbtCheckOptions AnyHashType = new() { AllowsOtherSignatureHashTypes = true };
    private readonly SwapFixture swap = new();

    [Fact]
    public void Accepts_an_honest_swap_signed_or_not()
    {
        PsbtChecks.Check(swap.Psbt, PsbtCheckOptions.Default).ShouldBeNull();
        PsbtChecks.Check(swap.SignAll(swap.Psbt), PsbtCheckOptions.Default).ShouldBeNull();
    }

    [Fact]
    public void Refuses_a_lied_amount_beside_the_previous_transaction() =>
        Refused(builder => builder.Inputs[1].SetSpentOutput(new(SwapFixture.BuyerCoinSatoshis + 1, swap.BuyerScript)), PsbtErrorReason.SpentOutputMismatch, 1);

    [Fact]
    public void Refuses_a_lied_amount_that_only_the_chain_knows()
    {
        var psbt = Changed(builder => builder.Inputs[0].SetSpentOutput(new(SwapFixture.SellerCoinSatoshis + 1, swap.SellerScript)));
        PsbtChecks.Check(psbt, PsbtCheckOptions.Default).ShouldBeNull();
        Check(psbt, chain => { }).ShouldBe(PsbtError.AtInput(0, PsbtErrorReason.AmountDiffersFromChain));
    }

    [Fact]
    public void Refuses_a_lied_amount_once_the_taproot_input_is_signed()
    {
        var signed = new PsbtBuilder(swap.SignAll(swap.Psbt));
        signed.Inputs[0].SetSpentOutput(new(SwapFixture.SellerCoinSatoshis + 1, swap.SellerScript));
        PsbtChecks.Check(signed.Build(), PsbtCheckOptions.Default).ShouldBe(PsbtError.AtInput(0, PsbtErrorReason.InvalidSignature));
    }

    [Fact]
    public void Refuses_a_script_that_differs_from_the_chain() =>
        Check(swap.Psbt, chain => chain[swap.Unsigned.Inputs[0].PreviousOutput] = new(SwapFixture.SellerCoinSatoshis, swap.BuyerScript))
            .ShouldBe(PsbtError.AtInput(0, PsbtErrorReason.ScriptDiffersFromChain));

    [Fact]
    public void Refuses_an_outpoint_that_is_spent() =>
        Check(swap.Psbt, chain => chain.Remove(swap.Unsigned.Inputs[1].PreviousOutput)).ShouldBe(PsbtError.AtInput(1, PsbtErrorReason.SpentOrUnknownOutPoint));

    [Fact]
    public void Refuses_a_previous_transaction_that_is_not_the_one_spent()
    {
        Refused(builder => builder.Inputs[1].SetPreviousTransaction(swap.SellerFunding), PsbtErrorReason.PreviousTransactionMismatch, 1);
        var bytes = Changed(builder => builder.Inputs[1].SetPreviousTransaction(swap.SellerFunding)).ToArray();
        Psbt.TryParse(bytes, out _, out var error).ShouldBeFalse();
        error.ShouldBe(PsbtError.AtInput(1, PsbtErrorReason.PreviousTransactionMismatch));
    }

    [Fact]
    public void Refuses_a_segwit_v0_input_without_its_previous_transaction()
    {
        var builder = new PsbtBuilder(swap.Unsigned);
        builder.Inputs[0].SetSpentOutput(swap.SellerFunding.Outputs[1]);
        builder.Inputs[1].SetSpentOutput(swap.BuyerFunding.Outputs[1]);
        PsbtChecks.Check(builder.Build(), PsbtCheckOptions.Default).ShouldBe(PsbtError.AtInput(1, PsbtErrorReason.MissingPreviousTransaction));
        PsbtChecks.Check(builder.Build(), PsbtCheckOptions.Default with { RequiresPreviousTransactions = false }).ShouldBeNull();
        PsbtChecks.Check(new PsbtBuilder(swap.Unsigned).Build(), PsbtCheckOptions.Default).ShouldBe(PsbtError.AtInput(0, PsbtErrorReason.MissingSpentOutput));
    }

    [Fact]
    public void Refuses_a_signature_whose_byte_differs_from_the_declared_type()
    {
        var signed = new PsbtBuilder(swap.SignAll(swap.Psbt));
        signed.Inputs[1].SetSignatureHashType(0x81);
        PsbtChecks.Check(signed.Build(), AnyHashType).ShouldBe(PsbtError.AtInput(1, PsbtErrorReason.SignatureHashTypeMismatch));
        var taproot = new PsbtBuilder(swap.SignAll(swap.Psbt));
        taproot.Inputs[0].SetSignatureHashType(1);
        PsbtChecks.Check(taproot.Build(), PsbtCheckOptions.Default).ShouldBe(PsbtError.AtInput(0, PsbtErrorReason.SignatureHashTypeMismatch));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Refuses_a_signature_that_leaves_parts_open_whether_declared_or_not(int index)
    {
        var declared = Changed(builder => builder.Inputs[index].SetSignatureHashType(0x83));
        PsbtChecks.Check(declared, PsbtCheckOptions.Default).ShouldBe(PsbtError.AtInput(index, PsbtErrorReason.SignatureHashTypeNotAllowed));
        var signed = swap.SignAll(declared, AnyHashType);
        PsbtChecks.Check(signed, AnyHashType).ShouldBeNull();
        var undeclared = new PsbtBuilder(swap.Psbt);
        if (index == 0)
        {
            undeclared.Inputs[0].SetTaprootKeySignature(signed.Inputs[0].TaprootKeySignature!.Value.Span);
        }
        else
        {
            undeclared.Inputs[1].AddPartialSignature(signed.Inputs[1].PartialSignatures[0].KeyData.Span, signed.Inputs[1].PartialSignatures[0].Value.Span);
        }

        PsbtChecks.Check(undeclared.Build(), AnyHashType).ShouldBeNull();
        PsbtChecks.Check(undeclared.Build(), PsbtCheckOptions.Default).ShouldBe(PsbtError.AtInput(index, PsbtErrorReason.SignatureHashTypeNotAllowed));
    }

    [Fact]
    public void Refuses_bad_signatures_before_and_after_finalizing()
    {
        var signed = swap.SignAll(swap.Psbt);
        var partial = signed.Inputs[1].PartialSignatures[0];
        var broken = partial.Value.ToArray();
        broken[10] ^= 1;
        var brokenSchnorr = signed.Inputs[0].TaprootKeySignature!.Value.ToArray();
        brokenSchnorr[10] ^= 1;
        Refused(builder => builder.Inputs[1].AddPartialSignature(partial.KeyData.Span, broken), PsbtErrorReason.InvalidSignature, 1);
        Refused(builder => builder.Inputs[1].AddPartialSignature(partial.KeyData.Span, [.. partial.Value.Span[..^1], 0, 1]), PsbtErrorReason.InvalidSignature, 1);
        Refused(builder => builder.Inputs[0].SetTaprootKeySignature(brokenSchnorr), PsbtErrorReason.InvalidSignature, 0);
        Refused(builder => builder.Inputs[0].SetFinal(Script.Empty, new Witness([brokenSchnorr])), PsbtErrorReason.InvalidSignature, 0);
        Refused(builder => builder.Inputs[1].SetFinal(Script.Empty, new Witness([broken, partial.KeyData])), PsbtErrorReason.InvalidSignature, 1);
        Refused(builder => builder.Inputs[1].SetFinal(Script.Empty, new Witness([partial.Value])), PsbtErrorReason.InvalidFinalScript, 1);
        Refused(builder => builder.Inputs[1].SetFinal(new(new byte[] { 0x51 }), new Witness([partial.Value, partial.KeyData])), PsbtErrorReason.InvalidFinalScript, 1);
        Refused(builder => builder.Inputs[0].SetFinal(Script.Empty, new Witness([brokenSchnorr, new byte[40], new byte[33]])), PsbtErrorReason.UnsupportedScript, 0);
    }

    [Fact]
    public void Refuses_signatures_by_keys_that_the_script_does_not_name()
    {
        var partial = swap.SignAll(swap.Psbt).Inputs[1].PartialSignatures[0];
        Refused(builder => builder.Inputs[1].AddPartialSignature(swap.SellerKey.PublicKey.ToArray(), partial.Value.Span), PsbtErrorReason.UnrelatedPublicKey, 1);
        Refused(builder => builder.Inputs[0].AddPartialSignature(partial.KeyData.Span, partial.Value.Span), PsbtErrorReason.UnrelatedPublicKey, 0);
        Refused(builder => builder.Inputs[1].SetTaprootKeySignature(new byte[64]), PsbtErrorReason.UnrelatedPublicKey, 1);
    }

    [Fact]
    public void Refuses_scripts_and_keys_that_do_not_belong_to_the_output()
    {
        Refused(builder => builder.Inputs[1].SetRedeemScript(new(new byte[] { 0x51 })), PsbtErrorReason.RedeemScriptMismatch, 1);
        Refused(builder => builder.Inputs[1].SetWitnessScript(new(new byte[] { 0x51 })), PsbtErrorReason.WitnessScriptMismatch, 1);
        Refused(builder => builder.Inputs[0].SetTaprootInternalKey(swap.BuyerKey.PublicKey.ToXOnly().ToArray()), PsbtErrorReason.TaprootOutputMismatch, 0);
        Refused(builder => builder.Inputs[0].SetTaprootMerkleRoot(new byte[32]), PsbtErrorReason.TaprootOutputMismatch, 0);
        Refused(builder => builder.Inputs[1].SetTaprootInternalKey(swap.SellerKey.PublicKey.ToXOnly().ToArray()), PsbtErrorReason.TaprootOutputMismatch, 1);
        Refused(builder => builder.Inputs[0].Map.Set(0x15, new byte[33], new byte[] { 0x51, 0xC0 }), PsbtErrorReason.TaprootLeafMismatch, 0);
    }

    [Fact]
    public void Refuses_transactions_that_make_no_sense()
    {
        var (inputs, outputs) = (swap.Unsigned.Inputs, swap.Unsigned.Outputs);
        RefusedTransaction(new(2, [], outputs, 0), new(PsbtErrorReason.NoInputs));
        RefusedTransaction(new(2, inputs, [], 0), new(PsbtErrorReason.NoOutputs));
        RefusedTransaction(new(2, [inputs[0], inputs[0]], outputs, 0), PsbtError.AtInput(1, PsbtErrorReason.RepeatedOutPoint));
        RefusedTransaction(new(2, [inputs[0], new(OutPoint.Coinbase, 0)], outputs, 0), PsbtError.AtInput(1, PsbtErrorReason.CoinbaseInput));
        RefusedTransaction(swap.Unsigned.WithOutputs([new(293, swap.BuyerScript)]), PsbtError.AtOutput(0, PsbtErrorReason.DustOutput));
        RefusedTransaction(swap.Unsigned.WithOutputs([new(-1, swap.BuyerScript)]), PsbtError.AtOutput(0, PsbtErrorReason.AmountOutOfRange));
        RefusedTransaction(swap.Unsigned.WithOutputs([new(Money.MaximumSatoshis, swap.BuyerScript), new(1_000, swap.BuyerScript)]), new(PsbtErrorReason.AmountOutOfRange));
        RefusedTransaction(swap.Unsigned.WithOutputs([new(1_000_000, swap.BuyerScript)]), new(PsbtErrorReason.OutputsExceedInputs));
    }

    [Fact]
    public void Refuses_fees_over_the_caps()
    {
        var fee = SwapFixture.SellerCoinSatoshis + SwapFixture.BuyerCoinSatoshis - swap.Unsigned.Outputs.Sum(output => output.ValueSatoshis);
        PsbtChecks.Check(swap.Psbt, new() { MaximumFeeSatoshis = fee }).ShouldBeNull();
        PsbtChecks.Check(swap.Psbt, new() { MaximumFeeSatoshis = fee - 1 }).ShouldBe(new(PsbtErrorReason.FeeAboveCap));
        var rate = TransactionFee.RateFor(fee, SignedWeight.Of(swap.Unsigned, [swap.SellerScript, swap.BuyerScript])!.Value);
        PsbtChecks.Check(swap.Psbt, new() { MaximumFeeRateSatoshisPerKilovirtualbyte = rate }).ShouldBeNull();
        PsbtChecks.Check(swap.Psbt, new() { MaximumFeeRateSatoshisPerKilovirtualbyte = rate - 1 }).ShouldBe(new(PsbtErrorReason.FeeRateAboveCap));
    }

    private Psbt Changed(Action<PsbtBuilder> change)
    {
        var builder = new PsbtBuilder(swap.Psbt);
        change(builder);
        return builder.Build();
    }

    private void Refused(Action<PsbtBuilder> change, PsbtErrorReason reason, int inputIndex) =>
        PsbtChecks.Check(Changed(change), PsbtCheckOptions.Default).ShouldBe(PsbtError.AtInput(inputIndex, reason));

    private void RefusedTransaction(Transaction transaction, PsbtError error)
    {
        var builder = new PsbtBuilder(transaction);
        for (var index = 0; index < transaction.Inputs.Length; index++)
        {
            builder.Inputs[index].SetSpentOutput(index == 0 ? swap.SellerFunding.Outputs[1] : swap.BuyerFunding.Outputs[1]);
        }

        PsbtChecks.Check(builder.Build(), PsbtCheckOptions.Default with { RequiresPreviousTransactions = false }).ShouldBe(error);
    }

    private PsbtError? Check(Psbt psbt, Action<Dictionary<OutPoint, TransactionOutput>> change)
    {
        var chain = swap.Chain();
        change(chain);
        return PsbtChecks.Check(psbt, PsbtCheckOptions.Default with { ChainCoins = chain });
    }
}
