using DarkSwap.Bitcoin.Fees;
using DarkSwap.Bitcoin.Hashing;
using DarkSwap.Bitcoin.Psbts;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Signatures;
using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Bitcoin.Tests.Psbts;

public class PsbtSwapTests
{
    private readonly SwapFixture swap = new();

    [Fact]
    public void Two_sides_sign_apart_and_their_signatures_merge_into_one_transaction()
    {
        var bySeller = PsbtSigner.Sign(swap.Psbt, swap.SellerKey, swap.RandomSource, PsbtCheckOptions.Default).Value!;
        var byBuyer = PsbtSigner.Sign(swap.Psbt, swap.BuyerKey, swap.RandomSource, PsbtCheckOptions.Default).Value!;
        bySeller.Inputs.Select(input => input.HasSignature).ShouldBe([true, false]);
        byBuyer.Inputs.Select(input => input.HasSignature).ShouldBe([false, true]);
        var merged = byBuyer.CombineWith(bySeller).Value!;
        PsbtChecks.Check(merged, PsbtCheckOptions.Default with { ChainCoins = swap.Chain() }).ShouldBeNull();

        var finalized = PsbtFinalizer.Complete(merged, PsbtCheckOptions.Default).Value!;
        PsbtChecks.Check(finalized, PsbtCheckOptions.Default).ShouldBeNull();
        var transaction = PsbtExtractor.Extract(finalized).Value!;
        transaction.Id.ShouldBe(swap.Unsigned.Id);
        transaction.Weight.ShouldBeLessThanOrEqualTo(SignedWeight.Of(swap.Unsigned, [swap.SellerScript, swap.BuyerScript])!.Value);
        transaction.Inputs[0].Witness.Items.Single().Length.ShouldBe(64);
        transaction.Inputs[1].Witness.Items[1].ToArray().ShouldBe(swap.BuyerKey.PublicKey.ToArray());
    }

    [Fact]
    public void Nested_segwit_inputs_sign_and_finalize_too()
    {
        var redeemScript = swap.BuyerScript;
        var nested = ScriptTemplate.PayToScriptHash(BitcoinHash.Hash160(redeemScript.Span));
        var funding = new Transaction(2, [new(new(new TransactionId(Hash256.Of([1])), 0), 0)], [new(50_000, nested)], 0);
        var builder = new PsbtBuilder(new Transaction(2, [new(new(funding.Id, 0), 0)], [new(40_000, swap.SellerScript)], 0));
        builder.Inputs[0].SetPreviousTransaction(funding).SetRedeemScript(redeemScript);
        var signed = PsbtSigner.Sign(builder.Build(), swap.BuyerKey, swap.RandomSource, PsbtCheckOptions.Default).Value!;
        var finalized = PsbtFinalizer.Complete(signed, PsbtCheckOptions.Default).Value!;
        PsbtChecks.Check(finalized, PsbtCheckOptions.Default).ShouldBeNull();
        var input = PsbtExtractor.Extract(finalized).Value!.Inputs[0];
        input.ScriptSignature.ToString().ShouldBe("16" + redeemScript);
        input.Witness.Items.Length.ShouldBe(2);
    }

    [Fact]
    public void Taproot_inputs_with_a_tree_of_scripts_sign_by_key()
    {
        byte[] root = TaprootCommitment.LeafHash(0xC0, [0x51]);
        TaprootCommitment.TryGetOutputKey(swap.SellerKey.PublicKey.ToXOnly().ToArray(), root, out var outputKey).ShouldBeTrue();
        var spent = new TransactionOutput(50_000, ScriptTemplate.PayToTaproot(outputKey.ToArray()));
        var builder = new PsbtBuilder(new Transaction(2, [new(new(default, 3), 0)], [new(40_000, swap.SellerScript)], 0));
        builder.Inputs[0].SetSpentOutput(spent).SetTaprootInternalKey(swap.SellerKey.PublicKey.ToXOnly().ToArray()).SetTaprootMerkleRoot(root).SetSignatureHashType(1);
        var signed = PsbtSigner.Sign(builder.Build(), swap.SellerKey, swap.RandomSource, PsbtCheckOptions.Default).Value!;
        signed.Inputs[0].TaprootKeySignature!.Value.Length.ShouldBe(65);
        PsbtChecks.Check(signed, PsbtCheckOptions.Default).ShouldBeNull();
        PsbtFinalizer.Complete(signed, PsbtCheckOptions.Default).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public void Unknown_and_proprietary_keys_survive_every_role()
    {
        var bytes = swap.Psbt.ToArray();
        byte[] unknown = [2, 0xF0, 1, 1, 7, 5, 0xFC, 2, (byte)'d', (byte)'s', 9, 1, 8];

        // Behind the magic, the key of the unsigned transaction and its length.
        var end = 5 + 2 + 1 + bytes[7];
        byte[] extended = [.. bytes[..end], .. unknown, .. bytes[end..]];
        var psbt = Psbt.Parse(extended);
        psbt.ToArray().ShouldBe(extended);
        var finalized = PsbtFinalizer.Complete(swap.SignAll(psbt), PsbtCheckOptions.Default).Value!;
        finalized.GlobalRecords.Length.ShouldBe(3);
        Convert.ToHexStringLower(finalized.GlobalRecords[2].Key.Span).ShouldBe("fc02647309");
    }

    [Fact]
    public void Finalizing_names_the_input_that_lacks_a_signature()
    {
        var bySeller = PsbtSigner.Sign(swap.Psbt, swap.SellerKey, swap.RandomSource, PsbtCheckOptions.Default).Value!;
        PsbtFinalizer.Complete(bySeller, PsbtCheckOptions.Default).Error.ShouldBe(PsbtError.AtInput(1, PsbtErrorReason.MissingSignature));
        PsbtExtractor.Extract(bySeller).Error.ShouldBe(PsbtError.AtInput(0, PsbtErrorReason.NotFinalized));
    }

    [Fact]
    public void Signatures_of_another_transaction_do_not_merge()
    {
        var other = swap.Build(swap.Unsigned.WithOutputs([.. swap.Unsigned.Outputs.RemoveAt(2)])).Build();
        swap.Psbt.CombineWith(other).Error.ShouldBe(new PsbtError(PsbtErrorReason.DifferentTransaction));
    }
}
