using DarkSwap.Bitcoin.Hashing;
using DarkSwap.Bitcoin.Psbts;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Signatures;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Cryptography.Secp256k1;
using DarkSwap.Primitives;

namespace DarkSwap.Bitcoin.Tests.Psbts;

/// <summary>A swap of two inputs: the seller's P2TR coin and the buyer's P2WPKH coin, with their previous transactions.</summary>
internal sealed class SwapFixture
{
    public const long SellerCoinSatoshis = 546;
    public const long BuyerCoinSatoshis = 200_000;
    private const long FeeSatoshis = 2_000;

    public SwapFixture()
    {
        SellerKey = Secp256k1PrivateKey.Create(RandomSource);
        BuyerKey = Secp256k1PrivateKey.Create(RandomSource);
        TaprootCommitment.TryGetOutputKey(SellerKey.PublicKey.ToXOnly().ToArray(), default, out var outputKey).ShouldBeTrue();
        SellerScript = ScriptTemplate.PayToTaproot(outputKey.ToArray());
        BuyerScript = ScriptTemplate.PayToWitnessPublicKeyHash(BitcoinHash.Hash160(BuyerKey.PublicKey.ToArray()));
        SellerFunding = Fund(SellerScript, SellerCoinSatoshis);
        BuyerFunding = Fund(BuyerScript, BuyerCoinSatoshis);
        Unsigned = new(
            2,
            [new(new(SellerFunding.Id, 1), TransactionInput.ReplaceableSequence), new(new(BuyerFunding.Id, 1), TransactionInput.ReplaceableSequence)],
            [new(546, BuyerScript), new(100_000, SellerScript), new(BuyerCoinSatoshis - 100_000 - FeeSatoshis, BuyerScript)],
            0);
        Psbt = Build(Unsigned).Build();
    }

    public SeededRandomSource RandomSource { get; } = new(1);

    public Secp256k1PrivateKey SellerKey { get; }

    public Secp256k1PrivateKey BuyerKey { get; }

    public Script SellerScript { get; }

    public Script BuyerScript { get; }

    public Transaction SellerFunding { get; }

    public Transaction BuyerFunding { get; }

    public Transaction Unsigned { get; }

    public Psbt Psbt { get; }

    public PsbtBuilder Build(Transaction transaction)
    {
        var builder = new PsbtBuilder(transaction);
        builder.Inputs[0].SetSpentOutput(SellerFunding.Outputs[1]).SetTaprootInternalKey(SellerKey.PublicKey.ToXOnly().ToArray());
        builder.Inputs[1].SetSpentOutput(BuyerFunding.Outputs[1]).SetPreviousTransaction(BuyerFunding);
        return builder;
    }

    public Psbt SignAll(Psbt psbt, PsbtCheckOptions? options = null) =>
        PsbtSigner.Sign(PsbtSigner.Sign(psbt, SellerKey, RandomSource, options ?? PsbtCheckOptions.Default).Value!, BuyerKey, RandomSource, options ?? PsbtCheckOptions.Default).Value!;

    public Dictionary<OutPoint, TransactionOutput> Chain() => new()
    {
        [Unsigned.Inputs[0].PreviousOutput] = SellerFunding.Outputs[1],
        [Unsigned.Inputs[1].PreviousOutput] = BuyerFunding.Outputs[1],
    };

    private static Transaction Fund(Script script, long satoshis) =>
        new(2, [new(new(new TransactionId(Hash256.Of(script.Span)), 0), 0)], [new(1_000, new Script(new byte[] { 0x51 })), new(satoshis, script)], 0);
}
