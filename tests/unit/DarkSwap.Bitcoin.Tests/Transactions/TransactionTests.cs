using System.Text.Json;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Testing;

namespace DarkSwap.Bitcoin.Tests.Transactions;

public class TransactionTests
{
    // The first segwit example of BIP-143: one legacy and one P2WPKH input.
    private const string SegwitTransaction =
        "01000000000102fff7f7881a8099afa6940d42d1e7f6362bec38171ea3edf433541db4e4ad969f00000000494830450221008b9d1dc26ba6a9cb62127b02742fa9d754cd3bebf337f7a55d114c8e5cdd30be022040529b194ba3f9281a99f2b1c0a19c0489bc22ede944ccf4ecbab4cc618ef3ed01eeffffffef51e1b804cc89d182d279655c3aa89e815b1b309fe287d9b2b55d57b90ec68a0100000000ffffffff02202cb206000000001976a9148280b37df378db99f66f85c95a783a76ac7a6d5988ac9093510d000000001976a9143bde42dbee7e4dbe6a21b2d50ce2f0167faa815988ac000247304402203609e17b84f6a7d30c80bfa610b5b4542f32a8a0d5447a12fb1366d7f01cc44a0220573a954c4518331561406f90300e8f3358f51928d43c212a8caed02de67eebee0121025476c2e83188368da1ff3e292e7acafcdb3566bb0ad253f62fc70f07aeee635711000000";

    [Theory]
    [InlineData("core/tx_valid.json", 90)]
    [InlineData("core/tx_invalid.json", 60)]
    public void Writes_back_every_published_transaction_byte_for_byte(string file, int minimumCount)
    {
        var count = 0;
        foreach (var hexadecimal in TransactionsIn(file))
        {
            // The one that no parser takes: it has no outputs, but a segwit flag without witnesses.
            var bytes = Convert.FromHexString(hexadecimal);
            if (!Transaction.TryRead(bytes, out var transaction))
            {
                Transaction.TryRead(bytes, TransactionFormat.WithoutWitness, out transaction).ShouldBeTrue(hexadecimal);
            }

            transaction!.ToString().ShouldBe(hexadecimal);
            transaction.Size.ShouldBe(bytes.Length);
            count++;
        }

        count.ShouldBeGreaterThan(minimumCount);
    }

    [Fact]
    public void Knows_the_identifiers_and_the_weight_of_a_segwit_transaction()
    {
        var transaction = Transaction.Parse(SegwitTransaction);
        transaction.Id.ToString().ShouldBe("e8151a2af31c368a35053ddd4bdb285a8595c769a3ad83e0fa02314a602d4609");
        transaction.WitnessId.ToString().ShouldBe("c36c38370907df2324d9ce9d149d191192f338b37665a82e78e76a12c909b762");
        transaction.Size.ShouldBe(SegwitTransaction.Length / 2);
        transaction.BaseSize.ShouldBe(transaction.ToArray(TransactionFormat.WithoutWitness).Length);
        transaction.Weight.ShouldBe((transaction.BaseSize * 3) + transaction.Size);
        transaction.VirtualSize.ShouldBe((int)Math.Ceiling(transaction.Weight / 4.0));
    }

    [Fact]
    public void Refuses_a_transaction_that_is_cut_anywhere_or_has_a_byte_too_many()
    {
        var bytes = Convert.FromHexString(SegwitTransaction);
        for (var length = 0; length < bytes.Length; length++)
        {
            Transaction.TryRead(bytes.AsSpan(0, length), out var cut).ShouldBeFalse();
            cut.ShouldBeNull();
        }

        Transaction.TryRead([.. bytes, 0], out _).ShouldBeFalse();
    }

    [Fact]
    public void Refuses_a_segwit_marker_without_any_witness()
    {
        var transaction = Transaction.Parse(SegwitTransaction);
        var stripped = transaction.ToArray(TransactionFormat.WithoutWitness);
        byte[] marked = [.. stripped[..4], 0, 1, .. stripped[4..^4], 0, 0, .. stripped[^4..]];
        Transaction.TryRead(stripped, out _).ShouldBeTrue();
        Transaction.TryRead(marked, out _).ShouldBeFalse();
    }

    [Fact]
    public void Refuses_a_count_that_the_bytes_cannot_hold_before_allocating_for_it()
    {
        byte[] bytes = [2, 0, 0, 0, 0xFE, 0xFF, 0xFF, 0xFF, 0x7F, .. new byte[100]];
        AllocatedBytes.Of(() => Transaction.TryRead(bytes, out _).ShouldBeFalse()).ShouldBeLessThan(AllocatedBytes.Noise);
    }

    private static IEnumerable<string> TransactionsIn(string file) =>
        from entry in VectorFile.ReadJson(file).EnumerateArray()
        where entry.GetArrayLength() == 3 && entry[0].ValueKind == JsonValueKind.Array
        select entry[1].GetString()!;
}
