using System.Collections.Immutable;
using DarkSwap.Bitcoin.Hashing;
using DarkSwap.Bitcoin.Psbts;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Signatures;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Cryptography.Secp256k1;
using DarkSwap.Primitives;

namespace DarkSwap.Benchmarks.Psbts;

/// <summary>Swaps as the product makes them: half the inputs P2TR with their internal key, half P2WPKH with their previous transaction.</summary>
internal static class PsbtSamples
{
    public static Psbt Create(int inputCount, int outputCount, bool isSigned)
    {
        var randomSource = new SeededRandomSource(1);
        using var seller = Secp256k1PrivateKey.Create(randomSource);
        using var buyer = Secp256k1PrivateKey.Create(randomSource);
        var internalKey = seller.PublicKey.ToXOnly().ToArray();
        TaprootCommitment.TryGetOutputKey(internalKey, default, out var outputKey);
        var sellerScript = ScriptTemplate.PayToTaproot(outputKey!.ToArray());
        var buyerScript = ScriptTemplate.PayToWitnessPublicKeyHash(BitcoinHash.Hash160(buyer.PublicKey.ToArray()));

        ImmutableArray<Transaction> funding = [.. Enumerable.Range(0, inputCount).Select(index => Fund((uint)index, index % 2 == 0 ? sellerScript : buyerScript))];
        ImmutableArray<TransactionInput> inputs = [.. funding.Select(transaction => new TransactionInput(new(transaction.Id, 0), TransactionInput.ReplaceableSequence))];
        ImmutableArray<TransactionOutput> outputs = [.. Enumerable.Range(0, outputCount).Select(index => new TransactionOutput(90_000, index % 2 == 0 ? buyerScript : sellerScript))];
        var builder = new PsbtBuilder(new Transaction(2, inputs, outputs, 0));
        for (var index = 0; index < inputCount; index++)
        {
            builder.Inputs[index].SetSpentOutput(funding[index].Outputs[0]);
            if (index % 2 == 0)
            {
                builder.Inputs[index].SetTaprootInternalKey(internalKey);
            }
            else
            {
                builder.Inputs[index].SetPreviousTransaction(funding[index]);
            }
        }

        var psbt = builder.Build();
        return isSigned ? Sign(Sign(psbt, seller, randomSource), buyer, randomSource) : psbt;
    }

    private static Psbt Sign(Psbt psbt, Secp256k1PrivateKey key, IRandomSource randomSource)
    {
        var signed = PsbtSigner.Sign(psbt, key, randomSource, PsbtCheckOptions.Default);
        return signed.IsSuccess ? signed.Value : throw new InvalidOperationException(signed.Error.ToString());
    }

    /// <summary>A usual payment: one signed P2WPKH input, the coin and change.</summary>
    private static Transaction Fund(uint number, Script script)
    {
        var witness = new Witness([new byte[71], new byte[33]]);
        var input = new TransactionInput(new(new TransactionId(Hash256.Of([1])), number), Script.Empty, TransactionInput.ReplaceableSequence, witness);
        return new(2, [input], [new(100_000, script), new(50_000, script)], 0);
    }
}
