using DarkSwap.Bitcoin.Psbts;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Testing;

namespace DarkSwap.Bitcoin.Tests.Psbts;

public class PsbtLimitTests
{
    private readonly SwapFixture swap = new();

    [Fact]
    public void Refuses_what_is_larger_than_the_limit_before_copying_it()
    {
        var bytes = new byte[Psbt.MaximumSize + 1];
        var text = new string('A', 10_000_000);
        AllocatedBytes.Of(() =>
        {
            Psbt.TryParse(bytes, out _, out var error).ShouldBeFalse();
            error!.Reason.ShouldBe(PsbtErrorReason.TooLarge);
            Psbt.TryParseBase64(text, out _, out error).ShouldBeFalse();
            error!.Reason.ShouldBe(PsbtErrorReason.TooLarge);
        }).ShouldBeLessThan(AllocatedBytes.Noise);
    }

    [Fact]
    public void Reads_the_smallest_records_in_the_largest_number_in_bounded_memory()
    {
        var (bytes, count) = Crowded(isRepeated: false);
        Psbt? psbt = null;
        AllocatedBytes.Of(() => psbt = Psbt.Parse(bytes)).ShouldBeLessThan(20L * 1024 * 1024);
        psbt!.GlobalRecords.Length.ShouldBe(count + 1);
        psbt.ToArray().ShouldBe(bytes);
    }

    [Fact]
    public void Finds_one_duplicate_among_tens_of_thousands_of_keys()
    {
        Psbt.TryParse(Crowded(isRepeated: true).Bytes, out _, out var error).ShouldBeFalse();
        error!.Reason.ShouldBe(PsbtErrorReason.DuplicateKey);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Refuses_a_count_of_inputs_that_the_bytes_cannot_hold(byte marker)
    {
        byte[] transaction = [2, 0, 0, 0, 0xFD, 0xFF, 0xFF, marker];
        byte[] bytes = [0x70, 0x73, 0x62, 0x74, 0xFF, 1, 0, (byte)transaction.Length, .. transaction, 0];
        Psbt.TryParse(bytes, out _, out var error).ShouldBeFalse();
        error!.Reason.ShouldBe(PsbtErrorReason.WrongValue);
    }

    [Fact]
    public void Names_what_is_wrong_with_the_envelope()
    {
        var bytes = swap.Psbt.ToArray();
        ReasonFor([]).ShouldBe(PsbtErrorReason.WrongMagic);
        ReasonFor(bytes[..^1]).ShouldBe(PsbtErrorReason.Truncated);
        ReasonFor([.. bytes, 0]).ShouldBe(PsbtErrorReason.TrailingBytes);
        ReasonFor([.. bytes[..5], 0xFD, 1, 0, .. bytes[6..]]).ShouldBe(PsbtErrorReason.NonMinimalLength);
        ReasonFor([.. bytes[..5], 0]).ShouldBe(PsbtErrorReason.MissingUnsignedTransaction);
        var input = swap.Unsigned.Inputs[0] with { ScriptSignature = swap.BuyerScript };
        var signed = swap.Unsigned.WithInputs([input]).ToArray(TransactionFormat.WithoutWitness);
        ReasonFor([.. bytes[..5], 1, 0, (byte)signed.Length, .. signed, 0]).ShouldBe(PsbtErrorReason.UnsignedTransactionIsSigned);
    }

    private static PsbtErrorReason ReasonFor(byte[] bytes)
    {
        Psbt.TryParse(bytes, out _, out var error).ShouldBeFalse();
        return error!.Reason;
    }

    /// <summary>Global keys of three bytes in falling order, which is the worst for the reader, after the unsigned transaction.</summary>
    private (byte[] Bytes, int Count) Crowded(bool isRepeated)
    {
        var bytes = swap.Psbt.ToArray();
        var end = 5 + 2 + 1 + bytes[7];
        List<byte> crowd = [];
        var count = 0;
        for (var high = 0xFF; high >= 0; high--)
        {
            for (var low = 0xFF; low >= 0; low--, count++)
            {
                crowd.AddRange([3, 0xF0, (byte)high, (byte)low, 0]);
            }
        }

        if (isRepeated)
        {
            crowd.AddRange([3, 0xF0, 0x80, 0x80, 0]);
        }

        return ([.. bytes[..end], .. crowd, .. bytes[end..]], count);
    }
}
