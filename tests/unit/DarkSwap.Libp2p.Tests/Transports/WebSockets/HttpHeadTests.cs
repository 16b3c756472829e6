using System.Buffers;
using System.Text;
using DarkSwap.Libp2p.Transports.WebSockets;

namespace DarkSwap.Libp2p.Tests.Transports.WebSockets;

public sealed class HttpHeadTests
{
    private const string Request = "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: h2c, WebSocket\r\nConnection: keep-alive\r\nconnection:\tupgrade \r\n\r\n";

    [Fact]
    public void Reads_the_start_line_and_headers_and_tells_where_they_end()
    {
        var bytes = Encoding.ASCII.GetBytes(Request + "rest");

        HttpHead.TryRead(bytes, out var head, out var length).ShouldBe(OperationStatus.Done);

        head!.StartLine.ShouldBe("GET / HTTP/1.1");
        head.Single("host").ShouldBe("a");
        length.ShouldBe(Request.Length);
    }

    [Fact]
    public void Finds_members_of_lists_over_several_headers_whatever_their_case()
    {
        HttpHead.TryRead(Encoding.ASCII.GetBytes(Request), out var head, out _);

        head!.HasMember("upgrade", "websocket").ShouldBeTrue();
        head.HasMember("Connection", "Upgrade").ShouldBeTrue();
        head.HasMember("Connection", "close").ShouldBeFalse();
        head.Single("Connection").ShouldBeNull();
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\nHost: a\n\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost : a\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nA: b\r\n folded\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\n: b\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nA: b\rc\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nA: \0\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nnothing\r\n\r\n")]
    public void Refuses_what_is_laxer_than_the_standard(string text)
    {
        HttpHead.TryRead(Encoding.ASCII.GetBytes(text), out _, out _).ShouldBe(OperationStatus.InvalidData);
    }

    [Fact]
    public void Waits_for_no_more_than_8_KiB()
    {
        var bytes = Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nA: " + new string('a', HttpHead.MaximumLength));

        HttpHead.TryRead(bytes.AsSpan(0, HttpHead.MaximumLength - 1), out _, out _).ShouldBe(OperationStatus.NeedMoreData);
        HttpHead.TryRead(bytes.AsSpan(0, HttpHead.MaximumLength), out _, out _).ShouldBe(OperationStatus.InvalidData);
    }

    [Fact]
    public void Refuses_more_than_64_headers()
    {
        var headers = string.Concat(Enumerable.Repeat("A: b\r\n", 65));

        HttpHead.TryRead(Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\n{headers}\r\n"), out _, out _).ShouldBe(OperationStatus.InvalidData);
    }

    [Fact]
    public void Never_throws_for_damaged_heads()
    {
        Mutations.Of(Encoding.ASCII.GetBytes(Request), bytes => HttpHead.TryRead(bytes, out _, out _));
    }
}
