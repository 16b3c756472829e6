using System.Security.Cryptography;
using DarkSwap.Bitcoin.Blocks;
using DarkSwap.Bitcoin.Runes;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Psbt.Chain;

namespace DarkSwap.Psbt.Tests.RuneIndex;

/// <summary>Transactions and blocks as short as the rules allow: nobody checks signatures or work here.</summary>
internal static class TestTransactions
{
    public static Script PlainScript { get; } = ScriptTemplate.PayToWitnessPublicKeyHash(new byte[20]);

    public static Script TaprootScript { get; } = ScriptTemplate.PayToTaproot(Enumerable.Repeat((byte)2, 32).ToArray());

    public static Script DataScript { get; } = ScriptTemplate.OpReturn([1, 2, 3]);

    public static RuneName NameOf(string text) => RuneName.TryParse(text, out var name) ? name : throw new FormatException(text);

    public static Script ScriptOf(Runestone runestone) => new(RunestoneEncoder.ToScript(runestone));

    /// <summary>A runestone with the unknown even tag 24.</summary>
    public static Script CenotaphScript { get; } = Script.Parse("6a5d021800");

    public static Transaction Spend(IEnumerable<OutPoint> inputs, params Script[] outputs) => Spend(inputs.Select(Input), outputs);

    public static Transaction Spend(IEnumerable<TransactionInput> inputs, params Script[] outputs) =>
        new(2, [.. inputs], [.. outputs.Select(script => new TransactionOutput(546, script))], 0);

    public static TransactionInput Input(OutPoint outPoint) => new(outPoint, TransactionInput.ReplaceableSequence);

    /// <summary>An input whose tapscript pushes the name.</summary>
    public static TransactionInput Reveal(OutPoint committed, RuneName name) =>
        Input(committed) with { Witness = new Witness([new byte[64], TapscriptOf(name.ToCommitment()).Bytes, new byte[33]]) };

    public static Script TapscriptOf(byte[] push) => new ScriptBuilder().Push(new byte[32]).Add(Opcode.CheckSignature).Push(push).Build();

    public static OutPoint Out(this Transaction transaction, uint index) => new(transaction.Id, index);

    /// <summary>A transaction without known inputs; the seed makes its id its own.</summary>
    public static Transaction Funding(int seed, params Script[] outputs) =>
        Spend([new OutPoint(new TransactionId(SHA256.HashData(BitConverter.GetBytes(seed))), 0)], outputs);

    public static ConnectedBlock Block(int height, BlockHash previous, params Transaction[] transactions) => Block(height, previous, 0, transactions);

    /// <param name="nonce">Makes another block of the same transactions.</param>
    public static ConnectedBlock Block(int height, BlockHash previous, uint nonce, params Transaction[] transactions)
    {
        var coinbase = new Transaction(2, [Coinbase(height, nonce)], [new TransactionOutput(50, PlainScript)], 0);
        var header = new BlockHeader
        {
            Version = 2,
            PreviousBlock = previous,
            MerkleRoot = coinbase.Id.Hash,
            TimeUnixSeconds = 1_700_000_000 + (uint)height,
            Bits = 0x207fffff,
            Nonce = nonce,
        };
        return new ConnectedBlock(new BlockReference(height, header.Hash), new Block(header, [coinbase, .. transactions]));
    }

    private static TransactionInput Coinbase(int height, uint nonce) =>
        new(OutPoint.Coinbase, new ScriptBuilder().Push(BitConverter.GetBytes(height)).Push(BitConverter.GetBytes(nonce)).Build(), uint.MaxValue, Witness.Empty);
}
