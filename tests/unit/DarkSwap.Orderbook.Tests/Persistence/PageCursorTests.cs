using DarkSwap.Orderbook.Persistence;
using static DarkSwap.Orderbook.Tests.OrderExamples;

namespace DarkSwap.Orderbook.Tests.Persistence;

public sealed class PageCursorTests
{
    [Fact]
    public void A_cursor_survives_its_text()
    {
        var cursor = new PageCursor(Now, "abc");
        PageCursor.TryRead(cursor.ToString(), out var read).ShouldBeTrue();
        read.ShouldBe(cursor);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("!")]
    [InlineData("AAAA")]
    [InlineData("LTEuYQ")]
    [InlineData("OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTkuYQ")]
    [InlineData("A")]
    public void Anything_else_is_no_cursor(string? text) => PageCursor.TryRead(text, out _).ShouldBeFalse();
}
