using System.Collections.Immutable;
using System.Text.Json;
using DarkSwap.Bitcoin.Addresses;
using DarkSwap.Bitcoin.Psbts;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Primitives;

namespace DarkSwap.Bitcoin.Tests.Psbts;

/// <summary>The roles of BIP-174, step by step, with Bitcoin Core's vectors. Maps are compared by meaning, as writers order keys differently.</summary>
public class PsbtRoleVectorTests
{
    private static readonly JsonElement Core = VectorFile.ReadJson("core/rpc_psbt.json");
    private static readonly PsbtCheckOptions Lenient = new() { RequiresPreviousTransactions = false, AllowsOtherSignatureHashTypes = true };

    public static TheoryData<int> SignerCases => [.. Enumerable.Range(0, Core.GetProperty("signer").GetArrayLength())];

    [Fact]
    public void Creates()
    {
        var creator = Core.GetProperty("creator")[0];
        ImmutableArray<TransactionInput> inputs = [.. creator.GetProperty("inputs").EnumerateArray().Select(input =>
            new TransactionInput(new(TransactionId.Parse(input.Text("txid")), input.GetProperty("vout").GetUInt32()), uint.MaxValue))];
        ImmutableArray<TransactionOutput> outputs = [.. creator.GetProperty("outputs").EnumerateArray()
            .SelectMany(output => output.EnumerateObject())
            .Select(pair => new TransactionOutput((long)(pair.Value.GetDecimal() * Money.SatoshisPerBitcoin), BitcoinAddress.Parse(pair.Name, BitcoinNetwork.Regtest).Script))];
        Psbt.Create(new(2, inputs, outputs, 0)).ToBase64().ShouldBe(creator.Text("result"));
    }

    [Theory]
    [MemberData(nameof(SignerCases))]
    public void Signs(int index)
    {
        var signer = Core.GetProperty("signer")[index];
        var psbt = Psbt.ParseBase64(signer.Text("psbt"));
        foreach (var text in signer.GetProperty("privkeys").EnumerateArray().Select(key => key.GetString()))
        {
            WalletImportFormat.TryParse(text, BitcoinNetwork.Regtest, out var key, out _).ShouldBeTrue();
            var signed = PsbtSigner.Sign(psbt, key, new SeededRandomSource(174), Lenient);

            // Bitcoin Core hands a PSBT whose claims contradict each other back unsigned; here the contradiction has a name.
            signed.IsSuccess.ShouldBe(signer.Text("psbt") != signer.Text("result"), signed.Error?.ToString());
            psbt = signed.Value ?? psbt;
        }

        psbt.ShouldMean(Psbt.ParseBase64(signer.Text("result")));
    }

    [Fact]
    public void Combines()
    {
        foreach (var combiner in Core.GetProperty("combiner").EnumerateArray())
        {
            var parts = combiner.GetProperty("combine").EnumerateArray().Select(part => Psbt.ParseBase64(part.GetString()!)).ToArray();
            var combined = parts.Skip(1).Aggregate(parts[0], (sum, part) => sum.CombineWith(part).Value!);
            combined.ShouldMean(Psbt.ParseBase64(combiner.Text("result")));
        }
    }

    [Fact]
    public void Combines_unknown_keys_in_lexicographic_order()
    {
        var entries = VectorFile.ReadJson("bips/bip0174-psbt.json").EnumerateArray().ToArray();
        var parts = entries.Where(entry => entry.Text("section").Contains("two PSBTs with unknown", StringComparison.Ordinal)).Select(entry => Psbt.Parse(entry.Hex("hex"))).ToArray();
        parts.Length.ShouldBe(2);
        var expected = entries.Single(entry => entry.Text("section").Contains("lexicographically", StringComparison.Ordinal));
        Convert.ToHexStringLower(parts[0].CombineWith(parts[1]).Value!.ToArray()).ShouldBe(expected.Text("hex"));
    }

    [Fact]
    public void Finalizes_and_extracts()
    {
        var finalizer = Core.GetProperty("finalizer")[0];
        var finalized = PsbtFinalizer.Complete(Psbt.ParseBase64(finalizer.Text("finalize")), Lenient);
        finalized.Error.ShouldBeNull();
        finalized.Value!.ShouldMean(Psbt.ParseBase64(finalizer.Text("result")));
        var extractor = Core.GetProperty("extractor")[0];
        PsbtExtractor.Extract(Psbt.ParseBase64(extractor.Text("extract"))).Value!.ToString().ShouldBe(extractor.Text("result"));
        PsbtExtractor.Extract(finalized.Value!).Value!.ToString().ShouldBe(extractor.Text("result"));
    }

    [Theory]
    [InlineData("A Witness UTXO is provided", PsbtErrorReason.MissingPreviousTransaction)]
    [InlineData("redeemScript with non-witness UTXO", PsbtErrorReason.RedeemScriptMismatch)]
    [InlineData("redeemScript with witness UTXO", PsbtErrorReason.RedeemScriptMismatch)]
    [InlineData("witnessScript with witness UTXO", PsbtErrorReason.WitnessScriptMismatch)]
    public void Refuses_to_sign_what_signers_must_not(string caseName, PsbtErrorReason reason)
    {
        var entry = VectorFile.ReadJson("bips/bip0174-psbt.json").EnumerateArray()
            .Single(entry => entry.Text("section").StartsWith("Fails Signer", StringComparison.Ordinal) && entry.Text("case").StartsWith(caseName, StringComparison.Ordinal));
        PsbtChecks.Check(Psbt.Parse(entry.Hex("hex")), Lenient)!.Reason.ShouldBe(reason);
    }
}
