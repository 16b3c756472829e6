using DarkSwap.Bitcoin.Runes;

namespace DarkSwap.Bitcoin.Tests.Runes;

public sealed class RuneIdTests
{
    [Theory]
    [InlineData("0:0")]
    [InlineData("840000:3")]
    [InlineData("18446744073709551615:4294967295")]
    public void Reads_the_text_that_it_writes(string text)
    {
        RuneId.TryParse(text, out var id).ShouldBeTrue();
        id.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData("")]
    [InlineData(":")]
    [InlineData("1")]
    [InlineData("1:")]
    [InlineData(":1")]
    [InlineData("0:1")]
    [InlineData("01:1")]
    [InlineData("+1:1")]
    [InlineData("1 :1")]
    [InlineData("1:1:1")]
    [InlineData("1:4294967296")]
    [InlineData("18446744073709551616:0")]
    public void Refuses_what_is_no_id(string text) => RuneId.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Within_a_block_the_index_is_relative_and_in_a_later_one_absolute()
    {
        var id = new RuneId(5, 6);

        id.TryNext(0, 2, out var sibling).ShouldBeTrue();
        id.TryNext(2, 2, out var later).ShouldBeTrue();

        sibling.ShouldBe(new RuneId(5, 8));
        later.ShouldBe(new RuneId(7, 2));
    }

    [Fact]
    public void Refuses_deltas_that_leave_the_range()
    {
        var last = new RuneId(ulong.MaxValue, uint.MaxValue);

        last.TryNext(1, 0, out _).ShouldBeFalse();
        last.TryNext(0, 1, out _).ShouldBeFalse();
        last.TryNext(0, UInt128.MaxValue, out _).ShouldBeFalse();
        last.TryNext(UInt128.MaxValue, 0, out _).ShouldBeFalse();
        default(RuneId).TryNext(0, 1, out _).ShouldBeFalse();
        default(RuneId).TryNext(1, (UInt128)uint.MaxValue + 1, out _).ShouldBeFalse();
    }

    [Fact]
    public void Orders_by_block_and_then_by_index() =>
        new[] { new RuneId(2, 0), new RuneId(1, 9), new RuneId(1, 2) }.Order().ShouldBe([new RuneId(1, 2), new RuneId(1, 9), new RuneId(2, 0)]);
}
