using System.Text.Json;
using DarkSwap.Bitcoin.Signatures;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Cryptography.Secp256k1;

namespace DarkSwap.Bitcoin.Tests.Signatures;

/// <summary>Bitcoin Core's taproot spends that one signature satisfies, with and without an annex, by key and by script.</summary>
public class TaprootSpendVectorTests
{
    private const byte AnnexMark = 0x50;

    [Fact]
    public void Accepts_every_valid_spend_and_refuses_every_invalid_one()
    {
        var (accepted, refused) = (0, 0);
        foreach (var entry in VectorFile.ReadJson("core/taproot-single-key-spends.json").EnumerateArray())
        {
            var transaction = Transaction.Parse(entry.Text("transaction"));
            var spent = entry.GetProperty("prevouts").EnumerateArray()
                .Select(output => TransactionOutput.TryRead(Convert.FromHexString(output.GetString()!), out var read) ? read : throw new FormatException())
                .ToArray();
            var hasher = new SignatureHasher(transaction, [.. spent]);
            var index = entry.GetProperty("index").GetInt32();
            var outputKey = spent[index].Script.ToArray()[2..];
            IsSatisfied(hasher, index, outputKey, entry.GetProperty("success")).ShouldBeTrue(entry.Text("comment"));
            accepted++;
            if (entry.GetProperty("failure").ValueKind == JsonValueKind.Array)
            {
                IsSatisfied(hasher, index, outputKey, entry.GetProperty("failure")).ShouldBeFalse(entry.Text("comment"));
                refused++;
            }
        }

        accepted.ShouldBeGreaterThan(60);
        refused.ShouldBeGreaterThan(60);
    }

    private static bool IsSatisfied(SignatureHasher hasher, int index, byte[] outputKey, JsonElement witness)
    {
        List<byte[]> items = [.. witness.EnumerateArray().Select(item => Convert.FromHexString(item.GetString()!))];
        var annex = items.Count >= 2 && items[^1] is [AnnexMark, ..] ? items[^1] : [];
        if (annex.Length > 0)
        {
            items.RemoveAt(items.Count - 1);
        }

        if (items is [var keySignature])
        {
            return Verify(hasher, index, outputKey, keySignature, annex, []);
        }

        var (signature, script, controlBlock) = (items[0], items[1], items[2]);
        var leafVersion = (byte)(controlBlock[0] & 0xFE);
        return TaprootCommitment.IsLeafOf(outputKey, controlBlock, leafVersion, script)
            && Verify(hasher, index, script[1..33], signature, annex, TaprootCommitment.LeafHash(leafVersion, script));
    }

    private static bool Verify(SignatureHasher hasher, int index, byte[] publicKey, byte[] signature, byte[] annex, byte[] leafHash)
    {
        var hashType = signature.Length == 65 ? (SignatureHashType)signature[64] : SignatureHashType.Default;
        return (signature.Length == 64 || (signature.Length == 65 && hashType != SignatureHashType.Default))
            && XOnlyPublicKey.TryParse(publicKey, out var key)
            && hasher.HashTaproot(index, hashType, annex, leafHash) is { } hash
            && key.VerifySchnorr(hash, signature.AsSpan(0, 64));
    }
}
