using DarkSwap.Bitcoin.Signatures;
using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Bitcoin.Psbts;

/// <summary>Checks the taproot fields of an input against its output key.</summary>
internal static class PsbtTaprootChecks
{
    public static PsbtErrorReason? Check(PsbtSpend spend)
    {
        var input = spend.Input;
        var leaves = input.TaprootLeafScripts;
        if (spend.Kind != PsbtSpendKind.Taproot)
        {
            return input.TaprootInternalKey is null && input.TaprootMerkleRoot is null && leaves.Count == 0 ? null : PsbtErrorReason.TaprootOutputMismatch;
        }

        // Without a root the tree is unknown rather than empty: a signer by script path may leave it out, the leaves are checked by their own paths.
        if (input.TaprootInternalKey is { } internalKey && (input.TaprootMerkleRoot is not null || leaves.Count == 0))
        {
            var root = input.TaprootMerkleRoot.GetValueOrDefault();
            if (!TaprootCommitment.TryGetOutputKey(internalKey.Span, root.Span, out var outputKey) || !outputKey.ToArray().AsSpan().SequenceEqual(spend.TaprootOutputKey))
            {
                return PsbtErrorReason.TaprootOutputMismatch;
            }
        }

        foreach (var leaf in leaves)
        {
            if (!TaprootCommitment.IsLeafOf(spend.TaprootOutputKey, leaf.KeyData.Span, leaf.Value.Span[^1], leaf.Value.Span[..^1]))
            {
                return PsbtErrorReason.TaprootLeafMismatch;
            }
        }

        return null;
    }

    public static HashSet<Hash256> LeafHashes(PsbtSpend spend) =>
        [.. spend.Input.TaprootLeafScripts.Select(leaf => new Hash256(TaprootCommitment.LeafHash(leaf.Value.Span[^1], leaf.Value.Span[..^1])))];
}
