using System.Buffers;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Tests.Multiformats;

public sealed class VarintTests
{
    /// <summary>Examples of multiformats/unsigned-varint and the extremes of its 63 bits.</summary>
    [Theory]
    [InlineData(0ul, "00")]
    [InlineData(1ul, "01")]
    [InlineData(127ul, "7f")]
    [InlineData(128ul, "8001")]
    [InlineData(255ul, "ff01")]
    [InlineData(300ul, "ac02")]
    [InlineData(16384ul, "808001")]
    [InlineData(4294967295ul, "ffffffff0f")]
    [InlineData(9223372036854775807ul, "ffffffffffffffff7f")]
    public void Reads_and_writes_the_published_examples(ulong value, string hexadecimal)
    {
        var bytes = Convert.FromHexString(hexadecimal);
        var written = new byte[Varint.MaximumLength];

        written.AsSpan(0, Varint.Write(written, value)).ToArray().ShouldBe(bytes);
        Varint.LengthOf(value).ShouldBe(bytes.Length);
        Varint.TryRead(bytes, out var read, out var length).ShouldBe(OperationStatus.Done);
        (read, length).ShouldBe((value, bytes.Length));
        for (var cut = 0; cut < bytes.Length; cut++)
        {
            Varint.TryRead(bytes.AsSpan(0, cut), out _, out _).ShouldBe(OperationStatus.NeedMoreData);
        }
    }

    [Theory]
    [InlineData("8000")]
    [InlineData("ff00")]
    [InlineData("80808000")]
    [InlineData("ffffffffffffffffff01")]
    [InlineData("ffffffffffffffffff")]
    public void Refuses_longer_forms_and_more_than_63_bits(string hexadecimal)
    {
        var bytes = Convert.FromHexString(hexadecimal);
        var reader = new SequenceReader<byte>(new ReadOnlySequence<byte>(bytes));

        Varint.TryRead(bytes, out _, out _).ShouldBe(OperationStatus.InvalidData);
        Varint.TryRead(ref reader, out _).ShouldBe(OperationStatus.InvalidData);
        reader.Consumed.ShouldBe(0);
    }
}
