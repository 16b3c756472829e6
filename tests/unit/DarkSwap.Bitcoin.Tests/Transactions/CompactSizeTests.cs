using System.Buffers;
using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Bitcoin.Tests.Transactions;

public class CompactSizeTests
{
    [Theory]
    [InlineData(0UL, "00")]
    [InlineData(252UL, "fc")]
    [InlineData(253UL, "fdfd00")]
    [InlineData(65535UL, "fdffff")]
    [InlineData(65536UL, "fe00000100")]
    [InlineData(4294967295UL, "feffffffff")]
    [InlineData(4294967296UL, "ff0000000001000000")]
    public void Reads_and_writes_the_shortest_form(ulong value, string hexadecimal)
    {
        var bytes = new byte[CompactSize.MaximumLength];
        var length = CompactSize.Write(bytes, value);
        Convert.ToHexStringLower(bytes[..length]).ShouldBe(hexadecimal);
        CompactSize.TryRead(bytes, out var read, out var readLength).ShouldBe(OperationStatus.Done);
        (read, readLength).ShouldBe((value, length));
        CompactSize.TryRead(bytes.AsSpan(0, length - 1), out _, out _).ShouldBe(OperationStatus.NeedMoreData);
    }

    [Theory]
    [InlineData("fd0000")]
    [InlineData("fdfc00")]
    [InlineData("feffff0000")]
    [InlineData("ffffffffff00000000")]
    public void Refuses_longer_forms(string hexadecimal) =>
        CompactSize.TryRead(Convert.FromHexString(hexadecimal), out _, out _).ShouldBe(OperationStatus.InvalidData);
}
