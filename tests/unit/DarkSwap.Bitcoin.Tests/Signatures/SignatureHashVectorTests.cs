using System.Collections.Immutable;
using System.Text.Json;
using DarkSwap.Bitcoin.Addresses;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Signatures;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Cryptography.Secp256k1;

namespace DarkSwap.Bitcoin.Tests.Signatures;

public class SignatureHashVectorTests
{
    private static readonly JsonElement Taproot = VectorFile.ReadJson("bips/bip0341-wallet-test-vectors.json");

    [Fact]
    public void Matches_all_legacy_hashes_of_Bitcoin_Core()
    {
        var count = 0;
        foreach (var entry in VectorFile.ReadJson("core/sighash.json").EnumerateArray().Where(entry => entry.GetArrayLength() == 5))
        {
            var transaction = Transaction.Parse(entry[0].GetString()!);
            var hash = new SignatureHasher(transaction).HashLegacy(entry[2].GetInt32(), Script.Parse(entry[1].GetString()!), unchecked((uint)entry[3].GetInt32()));
            new Hash256(hash).ToString().ShouldBe(entry[4].GetString());
            count++;
        }

        count.ShouldBe(500);
    }

    [Fact]
    public void Matches_the_examples_of_BIP143()
    {
        var count = 0;
        foreach (var entry in VectorFile.ReadJson("bips/bip0143-signature-hashes.json").EnumerateArray())
        {
            var hasher = new SignatureHasher(Transaction.Parse(entry.Text("transaction")));
            var hash = hasher.HashWitnessV0(
                entry.GetProperty("inputIndex").GetInt32(),
                Script.Parse(entry.Text("scriptCode")),
                entry.GetProperty("valueSatoshis").GetInt64(),
                entry.GetProperty("hashType").GetUInt32());
            Convert.ToHexStringLower(hash).ShouldBe(entry.Text("signatureHash"));
            count++;
        }

        count.ShouldBe(13);
    }

    [Fact]
    public void Builds_the_outputs_and_addresses_of_BIP341()
    {
        foreach (var entry in Taproot.GetProperty("scriptPubKey").EnumerateArray())
        {
            var given = entry.GetProperty("given");
            var intermediary = entry.GetProperty("intermediary");
            var merkleRoot = given.GetProperty("scriptTree").ValueKind == JsonValueKind.Null ? [] : HashOf(given.GetProperty("scriptTree"));
            Convert.ToHexStringLower(merkleRoot).ShouldBe(intermediary.GetProperty("merkleRoot").GetString() ?? "");
            var internalKey = given.Hex("internalPubkey");
            Convert.ToHexStringLower(TaprootCommitment.Tweak(internalKey, merkleRoot)).ShouldBe(intermediary.Text("tweak"));
            TaprootCommitment.TryGetOutputKey(internalKey, merkleRoot, out var outputKey).ShouldBeTrue();
            var script = ScriptTemplate.PayToTaproot(outputKey.ToArray());
            script.ToString().ShouldBe(entry.GetProperty("expected").Text("scriptPubKey"));
            BitcoinAddress.TryFromScript(script, BitcoinNetwork.Mainnet, out var address).ShouldBeTrue();
            address.Text.ShouldBe(entry.GetProperty("expected").Text("bip350Address"));
        }
    }

    [Fact]
    public void Accepts_the_control_blocks_of_BIP341_and_no_other_script()
    {
        var count = 0;
        foreach (var entry in Taproot.GetProperty("scriptPubKey").EnumerateArray().Where(entry => entry.GetProperty("expected").TryGetProperty("scriptPathControlBlocks", out _)))
        {
            var outputKey = entry.GetProperty("expected").Hex("scriptPubKey")[2..];
            var leaves = LeavesOf(entry.GetProperty("given").GetProperty("scriptTree")).ToDictionary(leaf => leaf.GetProperty("id").GetInt32());
            var blocks = entry.GetProperty("expected").GetProperty("scriptPathControlBlocks").EnumerateArray().Select(block => Convert.FromHexString(block.GetString()!)).ToArray();
            for (var index = 0; index < blocks.Length; index++)
            {
                var version = leaves[index].GetProperty("leafVersion").GetByte();
                var script = leaves[index].Hex("script");
                TaprootCommitment.IsLeafOf(outputKey, blocks[index], version, script).ShouldBeTrue();
                TaprootCommitment.IsLeafOf(outputKey, blocks[index], version, [.. script, 0x51]).ShouldBeFalse();
                TaprootCommitment.IsLeafOf(outputKey, blocks[index].AsSpan(1), version, script).ShouldBeFalse();
                count++;
            }
        }

        count.ShouldBeGreaterThan(5);
    }

    [Fact]
    public void Signs_by_key_path_as_BIP341_says()
    {
        foreach (var spending in Taproot.GetProperty("keyPathSpending").EnumerateArray())
        {
            var transaction = Transaction.Parse(spending.GetProperty("given").Text("rawUnsignedTx"));
            ImmutableArray<TransactionOutput> spent = [.. spending.GetProperty("given").GetProperty("utxosSpent").EnumerateArray()
                .Select(output => new TransactionOutput(output.GetProperty("amountSats").GetInt64(), Script.Parse(output.Text("scriptPubKey"))))];
            var hasher = new SignatureHasher(transaction, spent);
            foreach (var input in spending.GetProperty("inputSpending").EnumerateArray())
            {
                var given = input.GetProperty("given");
                var hashType = (SignatureHashType)given.GetProperty("hashType").GetByte();
                var index = given.GetProperty("txinIndex").GetInt32();
                var hash = hasher.HashTaproot(index, hashType, default, default)!;
                Convert.ToHexStringLower(hash).ShouldBe(input.GetProperty("intermediary").Text("sigHash"));
                var merkleRoot = given.GetProperty("merkleRoot").GetString() is { } root ? Convert.FromHexString(root) : [];
                Secp256k1PrivateKey.TryParse(given.Hex("internalPrivkey"), out var privateKey).ShouldBeTrue();
                using var tweaked = privateKey.TweakForTaproot(TaprootCommitment.Tweak(privateKey.PublicKey.ToXOnly().ToArray(), merkleRoot));
                Convert.ToHexStringLower(tweaked.Export()).ShouldBe(input.GetProperty("intermediary").Text("tweakedPrivkey"));
                byte[] type = hashType == SignatureHashType.Default ? [] : [(byte)hashType];
                var witness = input.GetProperty("expected").GetProperty("witness")[0].GetString();
                Convert.ToHexStringLower([.. tweaked.SignSchnorr(hash, new byte[32]), .. type]).ShouldBe(witness);
            }
        }
    }

    [Theory]
    [InlineData(0x04)]
    [InlineData(0x80)]
    [InlineData(0x84)]
    [InlineData(0xFF)]
    public void Has_no_taproot_hash_for_types_that_taproot_does_not_know(byte hashType)
    {
        var transaction = new Transaction(2, [new(OutPoint.Coinbase, 0)], [new(1, default)], 0);
        new SignatureHasher(transaction, [new(1, default)]).HashTaproot(0, (SignatureHashType)hashType, default, default).ShouldBeNull();
    }

    [Fact]
    public void Has_no_taproot_hash_for_SINGLE_without_its_output()
    {
        var transaction = new Transaction(2, [new(OutPoint.Coinbase, 0), new(OutPoint.Coinbase, 1)], [new(1, default)], 0);
        var hasher = new SignatureHasher(transaction, [new(1, default), new(1, default)]);
        hasher.HashTaproot(0, SignatureHashType.Single, default, default).ShouldNotBeNull();
        hasher.HashTaproot(1, SignatureHashType.Single, default, default).ShouldBeNull();
        Should.Throw<InvalidOperationException>(() => new SignatureHasher(transaction).HashTaproot(0, SignatureHashType.Default, default, default));
    }

    private static byte[] HashOf(JsonElement tree) => tree.ValueKind == JsonValueKind.Array
        ? TaprootCommitment.BranchHash(HashOf(tree[0]), HashOf(tree[1]))
        : TaprootCommitment.LeafHash(tree.GetProperty("leafVersion").GetByte(), tree.Hex("script"));

    private static IEnumerable<JsonElement> LeavesOf(JsonElement tree) =>
        tree.ValueKind == JsonValueKind.Array ? tree.EnumerateArray().SelectMany(LeavesOf) : [tree];
}
