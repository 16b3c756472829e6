using System.Collections.Immutable;
using DarkSwap.Bitcoin.Signatures;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Cryptography.Secp256k1;
using DarkSwap.Primitives;

namespace DarkSwap.Bitcoin.Psbts;

/// <summary>The signer's role, for wallets, tools and tests: nodes never hold keys that spend.</summary>
public static class PsbtSigner
{
    /// <summary>Signs every input that <paramref name="privateKey"/> can sign; the claims that the signatures rest on are checked first.</summary>
    public static Result<Psbt, PsbtError> Sign(Psbt psbt, Secp256k1PrivateKey privateKey, IRandomSource randomSource, PsbtCheckOptions options)
    {
        ImmutableArray<TransactionOutput> spentOutputs = default;
        if ((PsbtChecks.CheckSignatures(psbt, options) ?? PsbtSpentOutputs.Resolve(psbt, options, out spentOutputs)) is { } error)
        {
            return error;
        }

        var hasher = new SignatureHasher(psbt.UnsignedTransaction, spentOutputs);
        var builder = new PsbtBuilder(psbt);
        foreach (var input in psbt.Inputs)
        {
            if (!input.IsFinalized && PsbtSpend.Resolve(input, spentOutputs[input.Index], out var spend) is null)
            {
                Sign(spend, hasher, privateKey, randomSource, builder.Inputs[input.Index]);
            }
        }

        return builder.Build();
    }

    private static void Sign(PsbtSpend spend, SignatureHasher hasher, Secp256k1PrivateKey privateKey, IRandomSource randomSource, PsbtInputBuilder builder)
    {
        if (spend.Kind == PsbtSpendKind.Taproot)
        {
            SignTaproot(spend, hasher, privateKey, randomSource, builder);
            return;
        }

        var hashType = (byte)(spend.Input.SignatureHashType ?? (uint)SignatureHashType.All);
        foreach (var publicKey in (byte[][])[privateKey.PublicKey.ToArray(), privateKey.PublicKey.ToUncompressed()])
        {
            if (spend.IsRelated(publicKey) && spend.HashForEcdsa(hasher, hashType) is { } hash)
            {
                builder.AddPartialSignature(publicKey, [.. privateKey.SignEcdsa(hash).ToDer(), hashType]);
            }
        }
    }

    /// <summary>By key path: when the output key is this key's, with the tree that the input names.</summary>
    private static void SignTaproot(PsbtSpend spend, SignatureHasher hasher, Secp256k1PrivateKey privateKey, IRandomSource randomSource, PsbtInputBuilder builder)
    {
        var internalKey = privateKey.PublicKey.ToXOnly().ToArray();
        using var tweaked = privateKey.TweakForTaproot(TaprootCommitment.Tweak(internalKey, spend.Input.TaprootMerkleRoot.GetValueOrDefault().Span));
        var hashType = (SignatureHashType)(spend.Input.SignatureHashType ?? (uint)SignatureHashType.Default);
        if (!tweaked.PublicKey.ToXOnly().ToArray().AsSpan().SequenceEqual(spend.TaprootOutputKey)
            || hasher.HashTaproot(spend.Input.Index, hashType, default, default) is not { } hash)
        {
            return;
        }

        var signature = tweaked.SignSchnorr(hash, randomSource);
        builder.SetTaprootKeySignature(hashType == SignatureHashType.Default ? signature : [.. signature, (byte)hashType]);
    }
}
