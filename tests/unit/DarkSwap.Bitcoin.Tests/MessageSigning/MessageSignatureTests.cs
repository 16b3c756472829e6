using System.Text;
using System.Text.Json;
using DarkSwap.Bitcoin.Addresses;
using DarkSwap.Bitcoin.Hashing;
using DarkSwap.Bitcoin.MessageSigning;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Signatures;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Cryptography.Secp256k1;
using DarkSwap.Primitives;

namespace DarkSwap.Bitcoin.Tests.MessageSigning;

public class MessageSignatureTests
{
    private static readonly JsonElement Basic = VectorFile.ReadJson("bips/bip0322-basic-test-vectors.json");
    private static readonly JsonElement Generated = VectorFile.ReadJson("bips/bip0322-generated-test-vectors.json");

    [Fact]
    public void Builds_the_transactions_of_BIP322()
    {
        foreach (var entry in Basic.GetProperty("tx_hashes").EnumerateArray())
        {
            var message = Encoding.UTF8.GetBytes(entry.Text("message"));
            var toSpend = MessageTransactions.ToSpend(message, ScriptOf(entry));
            Convert.ToHexStringLower(MessageTransactions.MessageHash(message)).ShouldBe(entry.Text("message_hash"));
            toSpend.Id.ToString().ShouldBe(entry.Text("to_spend_tx_hash"));
            MessageTransactions.ToSign(toSpend, Witness.Empty).Id.ToString().ShouldBe(entry.Text("to_sign_tx_hash"));
        }
    }

    [Fact]
    public void Verifies_every_simple_signature_of_BIP322_and_no_changed_message()
    {
        var count = 0;
        foreach (var entry in Basic.GetProperty("simple").EnumerateArray().Concat(Generated.GetProperty("simple").EnumerateArray()))
        {
            foreach (var signature in entry.GetProperty("bip322_signatures").EnumerateArray().Select(element => element.GetString()!))
            {
                MessageSignature.Verify(ScriptOf(entry), entry.Text("message"), signature).ShouldBe(MessageVerdict.Valid, entry.Text("message"));
                MessageSignature.Verify(ScriptOf(entry), entry.Text("message") + ".", signature).ShouldBe(MessageVerdict.Invalid);
                count++;
            }
        }

        count.ShouldBeGreaterThan(8);
    }

    [Fact]
    public void Refuses_every_wrong_signature_of_BIP322()
    {
        foreach (var entry in Basic.GetProperty("error").EnumerateArray())
        {
            MessageSignature.Verify(ScriptOf(entry), entry.Text("message"), entry.Text("signature")).ShouldNotBe(MessageVerdict.Valid, entry.Text("description"));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Verifies_what_it_signed_for_that_script_only(bool isTaproot)
    {
        var randomSource = new SeededRandomSource(322);
        using var key = Secp256k1PrivateKey.Create(randomSource);
        using var other = Secp256k1PrivateKey.Create(randomSource);
        var script = ScriptFor(key, isTaproot);
        var signature = MessageSignature.Sign(script, "darkswap-backing-v1"u8, key, randomSource);
        MessageSignature.Verify(script, "darkswap-backing-v1", signature).ShouldBe(MessageVerdict.Valid);
        MessageSignature.Verify(script, "darkswap-backing-v1", signature["smp".Length..]).ShouldBe(MessageVerdict.Valid);
        MessageSignature.Verify(script, "darkswap-backing-v1"u8, Convert.FromBase64String(signature["smp".Length..])).ShouldBe(MessageVerdict.Valid);
        MessageSignature.Verify(script, "darkswap-backing-v1"u8, [2, 0]).ShouldBe(MessageVerdict.Malformed);
        MessageSignature.Verify(script, "darkswap-backing-v2", signature).ShouldBe(MessageVerdict.Invalid);
        MessageSignature.Verify(ScriptFor(other, isTaproot), "darkswap-backing-v1", signature).ShouldBe(MessageVerdict.Invalid);
        MessageSignature.Verify(ScriptFor(key, !isTaproot), "darkswap-backing-v1", signature).ShouldBe(MessageVerdict.Invalid);
    }

    [Fact]
    public void Says_so_when_a_script_needs_more_than_one_key()
    {
        var script = ScriptTemplate.PayToScriptHash(new byte[20]);
        MessageSignature.Verify(script, "", "smpAA==").ShouldBe(MessageVerdict.UnsupportedScript);
    }

    [Fact]
    public void Refuses_texts_that_are_too_long_or_hold_more_than_a_witness()
    {
        var script = ScriptTemplate.PayToTaproot(new byte[32]);
        MessageSignature.Verify(script, "", new string('A', 1_000_000)).ShouldBe(MessageVerdict.Malformed);
        MessageSignature.Verify(script, "", Convert.ToBase64String([1, 0, 0])).ShouldBe(MessageVerdict.Malformed);
        MessageSignature.Verify(script, "", "smpAQ A=").ShouldBe(MessageVerdict.Malformed);
    }

    private static Script ScriptOf(JsonElement entry) => BitcoinAddress.Parse(entry.Text("address"), BitcoinNetwork.Mainnet).Script;

    private static Script ScriptFor(Secp256k1PrivateKey key, bool isTaproot)
    {
        if (!isTaproot)
        {
            return ScriptTemplate.PayToWitnessPublicKeyHash(BitcoinHash.Hash160(key.PublicKey.ToArray()));
        }

        TaprootCommitment.TryGetOutputKey(key.PublicKey.ToXOnly().ToArray(), default, out var outputKey).ShouldBeTrue();
        return ScriptTemplate.PayToTaproot(outputKey.ToArray());
    }
}
