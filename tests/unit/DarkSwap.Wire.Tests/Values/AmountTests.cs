using DarkSwap.Contracts.Wire.Values;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;

namespace DarkSwap.Wire.Tests.Values;

public sealed class AmountTests
{
    [Fact]
    public void Any_amount_survives_bytes_and_text() => Prop.ForAll<ulong, ulong>((upper, lower) =>
    {
        var amount = new UInt128(upper, lower);
        return AmountBytes.TryRead(AmountBytes.Of(amount), out var fromBytes) && fromBytes == amount
            && AmountText.TryParse(AmountText.Of(amount), out var fromText) && fromText == amount;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Bytes_are_sixteen_and_big_endian() =>
        Convert.ToHexStringLower(AmountBytes.Of(258).Span).ShouldBe("00000000000000000000000000000102");

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(17)]
    public void Refuses_another_number_of_bytes(int length) =>
        AmountBytes.TryRead(ByteString.CopyFrom(new byte[length]), out _).ShouldBeFalse();

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("01")]
    [InlineData("-1")]
    [InlineData("1.0")]
    [InlineData("1e3")]
    [InlineData(" 1")]
    [InlineData("340282366920938463463374607431768211456")]
    [InlineData("9999999999999999999999999999999999999999")]
    public void Refuses_text_that_is_not_an_amount(string text) => AmountText.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData(0L)]
    [InlineData(-1L)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    [InlineData(253_402_300_800_000_000L)]
    public void Refuses_times_that_no_calendar_has(long microseconds) => UnixMicroseconds.TryRead(microseconds, out _).ShouldBeFalse();

    [Fact]
    public void Times_survive_to_the_microsecond()
    {
        var time = new DateTimeOffset(2026, 11, 22, 15, 0, 0, TimeSpan.Zero).AddTicks(1_234_567);
        UnixMicroseconds.TryRead(UnixMicroseconds.Of(time), out var read).ShouldBeTrue();
        read.ShouldBe(UnixMicroseconds.Truncate(time));
        (time - read).ShouldBeLessThan(TimeSpan.FromMicroseconds(1));
    }
}
