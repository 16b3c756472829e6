using System.Buffers;
using System.Buffers.Binary;
using DarkSwap.Bitcoin.Addresses;
using DarkSwap.Bitcoin.Blocks;
using DarkSwap.Bitcoin.MessageSigning;
using DarkSwap.Bitcoin.Psbts;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Tests.Psbts;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Cryptography.Secp256k1;
using DarkSwap.Primitives;

namespace DarkSwap.Bitcoin.Tests.Robustness;

/// <summary>Hostile bytes through everything that reads: no exception, no read past the end, and what was accepted is written back unchanged.</summary>
public class MutationTests
{
    private const int Rounds = 4_000;
    private readonly SwapFixture swap = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Psbts(ulong seed)
    {
        var signed = swap.SignAll(swap.Psbt);
        var finalized = PsbtFinalizer.Complete(signed, PsbtCheckOptions.Default).Value!;
        byte[][] seeds = [swap.Psbt.ToArray(), signed.ToArray(), finalized.ToArray(), .. ValidPsbts()];
        var accepted = 0;
        ForMutations(seed, seeds, bytes =>
        {
            if (!Psbt.TryParse(bytes, out var psbt, out var error))
            {
                error.ShouldNotBeNull();
                return;
            }

            psbt.ToArray().ShouldBe(bytes);
            if (accepted++ % 8 == 0)
            {
                // Whatever can be finalized passes the checks of its signatures.
                var options = new PsbtCheckOptions { RequiresPreviousTransactions = false, AllowsOtherSignatureHashTypes = true };
                var isFinal = PsbtFinalizer.Complete(psbt, options).IsSuccess;
                (isFinal && PsbtChecks.CheckSignatures(psbt, options) is not null).ShouldBeFalse();
            }
        });
        accepted.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Signed_psbts_never_pass_with_another_transaction_or_signature()
    {
        var signed = swap.SignAll(swap.Psbt);
        var original = signed.ToArray();
        ForMutations(3, [original], bytes =>
        {
            if (bytes.AsSpan().SequenceEqual(original) || !Psbt.TryParse(bytes, out var psbt, out _) || PsbtChecks.Check(psbt, PsbtCheckOptions.Default) is not null)
            {
                return;
            }

            // What still passes changed nothing that is signed: the signatures are the same, or one was taken away.
            var isSameTransaction = psbt.UnsignedTransaction.Id == signed.UnsignedTransaction.Id;
            (isSameTransaction || psbt.Inputs.Any(input => !input.HasSignature)).ShouldBeTrue(Convert.ToHexStringLower(bytes));
            PsbtFinalizer.Complete(psbt, PsbtCheckOptions.Default).IsSuccess.ShouldBe(isSameTransaction && psbt.Inputs.All(input => input.HasSignature));
        });
    }

    [Fact]
    public void Transactions_outputs_and_witnesses()
    {
        var transaction = PsbtExtractor.Extract(PsbtFinalizer.Complete(swap.SignAll(swap.Psbt), PsbtCheckOptions.Default).Value!).Value!;
        ForMutations(4, [transaction.ToArray(), swap.Unsigned.ToArray(), transaction.Inputs[1].Witness.ToArray(), transaction.Outputs[0].ToArray()], bytes =>
        {
            foreach (var format in Enum.GetValues<TransactionFormat>())
            {
                if (Transaction.TryRead(bytes, format, out var read))
                {
                    read.ToArray(format).ShouldBe(bytes);
                }
            }

            if (Witness.TryRead(bytes, out var witness))
            {
                witness.ToArray().ShouldBe(bytes);
            }

            if (TransactionOutput.TryRead(bytes, out var output))
            {
                output.ToArray().ShouldBe(bytes);
            }
        });
    }

    [Fact]
    public void Blocks_and_headers()
    {
        BlockHeader header = new() { Version = 1, PreviousBlock = default, MerkleRoot = swap.Unsigned.Id.Hash, TimeUnixSeconds = 2, Bits = 3, Nonce = 4 };
        var block = new Block(header, [swap.Unsigned, swap.BuyerFunding]);
        var headerBytes = new byte[BlockHeader.Size];
        header.Write(headerBytes);
        ForMutations(5, [block.ToArray(), headerBytes], bytes =>
        {
            if (Block.TryRead(bytes, out var read))
            {
                read.ToArray().ShouldBe(bytes);
                (read.HasValidMerkleRoot() && read.Transactions[^1].Id == swap.Unsigned.Id).ShouldBe(read.Transactions is [var only] && only.Id == swap.Unsigned.Id && read.Header.MerkleRoot == only.Id.Hash);
            }

            BlockHeader.TryRead(bytes, out var readHeader).ShouldBe(bytes.Length == BlockHeader.Size);
            (readHeader is null).ShouldBe(bytes.Length != BlockHeader.Size);
        });
    }

    [Fact]
    public void Scripts_numbers_keys_and_signatures()
    {
        var der = swap.BuyerKey.SignEcdsa(new byte[32]).ToDer();
        byte[] multiple = [0x51, 0x21, .. swap.BuyerKey.PublicKey.ToArray(), 0x51, 0xAE];
        ForMutations(6, [der, multiple, swap.BuyerKey.PublicKey.ToArray(), swap.BuyerKey.PublicKey.ToUncompressed(), swap.SellerScript.ToArray()], bytes =>
        {
            var reader = new Script(bytes).GetReader();
            var length = 0;
            while (reader.TryRead(out var operation))
            {
                length += operation.Data.Length + 1;
            }

            length.ShouldBeLessThanOrEqualTo(bytes.Length);
            (reader.IsAtEnd || reader.IsMalformed).ShouldBeTrue();
            MultipleSignatureScript.TryParse(new Script(bytes), out _);
            if (EcdsaSignature.TryParseDer(bytes, out var signature))
            {
                signature.ToDer().ShouldBe(bytes);
            }

            if (Secp256k1PublicKey.TryParse(bytes, out var key))
            {
                (bytes.Length == 33 ? key.ToArray() : key.ToUncompressed()).ShouldBe(bytes);
            }

            if (CompactSize.TryRead(bytes, out var value, out var size) == OperationStatus.Done)
            {
                CompactSize.LengthOf(value).ShouldBe(size);
            }
        });
    }

    [Fact]
    public void Texts()
    {
        BitcoinAddress.TryFromScript(swap.SellerScript, BitcoinNetwork.Regtest, out var taproot).ShouldBeTrue();
        BitcoinAddress.TryFromScript(ScriptTemplate.PayToScriptHash(new byte[20]), BitcoinNetwork.Regtest, out var scriptHash).ShouldBeTrue();
        var proof = MessageSignature.Sign(swap.BuyerScript, "proof"u8, swap.BuyerKey, swap.RandomSource);
        var outPoint = swap.Unsigned.Inputs[0].PreviousOutput.ToString();
        byte[][] seeds = [.. new[] { taproot.Text, scriptHash.Text, proof, outPoint, swap.Psbt.ToBase64() }.Select(System.Text.Encoding.Latin1.GetBytes)];
        ForMutations(7, seeds, bytes =>
        {
            var text = System.Text.Encoding.Latin1.GetString(bytes);
            if (BitcoinAddress.TryParse(text, BitcoinNetwork.Regtest, out var address))
            {
                address.Text.ShouldBe(text, StringCompareShould.IgnoreCase);
            }

            if (OutPoint.TryParse(text, out var read))
            {
                read.ToString().ShouldBe(text, StringCompareShould.IgnoreCase);
            }

            WalletImportFormat.TryParse(text, BitcoinNetwork.Regtest, out _, out _).ShouldBeFalse();
            if (Psbt.TryParseBase64(text, out var psbt, out _))
            {
                psbt.ToArray().ShouldBe(Convert.FromBase64String(text));
            }

            (MessageSignature.Verify(swap.BuyerScript, "proof", text) == MessageVerdict.Valid).ShouldBe(text == proof || text == proof["smp".Length..]);
        });
    }

    private static IEnumerable<byte[]> ValidPsbts() =>
        VectorFile.ReadJson("core/rpc_psbt.json").GetProperty("valid").EnumerateArray().Select(text => Convert.FromBase64String(text.GetString()!));

    private static void ForMutations(ulong seed, byte[][] seeds, Action<byte[]> check)
    {
        var randomSource = new SeededRandomSource(seed);
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = seeds[Next(randomSource, seeds.Length)];
            for (var change = Next(randomSource, 4); change >= 0; change--)
            {
                bytes = Mutate(bytes, randomSource);
            }

            check(bytes);
        }
    }

    private static byte[] Mutate(byte[] bytes, SeededRandomSource randomSource)
    {
        var at = Next(randomSource, bytes.Length + 1);
        var length = Math.Min(1 + Next(randomSource, 8), bytes.Length - at);
        switch (Next(randomSource, 6))
        {
            case 0 when at < bytes.Length:
                byte[] flipped = [.. bytes];
                flipped[at] ^= (byte)(1 << Next(randomSource, 8));
                return flipped;
            case 1 when at < bytes.Length:
                byte[] extreme = [.. bytes];
                extreme[at] = new byte[] { 0, 1, 0x7F, 0x80, 0xFC, 0xFD, 0xFE, 0xFF }[Next(randomSource, 8)];
                return extreme;
            case 2:
                return [.. bytes[..at], .. bytes[(at + length)..]];
            case 3:
                return [.. bytes[..(at + length)], .. bytes[at..]];
            case 4:
                return bytes[..at];
            default:
                return [.. bytes[..at], (byte)Next(randomSource, 256), .. bytes[at..]];
        }
    }

    private static int Next(SeededRandomSource randomSource, int limit)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        randomSource.Fill(bytes);
        return (int)(BinaryPrimitives.ReadUInt32LittleEndian(bytes) % (uint)Math.Max(limit, 1));
    }
}
