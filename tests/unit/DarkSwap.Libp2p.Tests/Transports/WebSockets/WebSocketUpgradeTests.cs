using System.Buffers;
using System.Text;
using DarkSwap.Libp2p.Tests.Streams;
using DarkSwap.Libp2p.Transports.WebSockets;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Tests.Transports.WebSockets;

public sealed class WebSocketUpgradeTests
{
    private const string Good = "GET /chat HTTP/1.1\r\nHost: server.example.com\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
    private const string GoodAnswer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

    [Fact]
    public void Answers_the_key_of_RFC6455_1_3_as_it_says()
    {
        WebSocketUpgrade.AcceptFor("dGhlIHNhbXBsZSBub25jZQ==").ShouldBe("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Upgrades_however_the_request_is_cut_and_keeps_what_follows(int seed)
    {
        using var stream = new ChoppedStream(Encoding.ASCII.GetBytes(Good + "after"), seed);

        var (request, remainder) = await WebSocketUpgrade.AnswerAsync(stream, CancellationToken.None);

        request.StartLine.ShouldBe("GET /chat HTTP/1.1");
        Encoding.ASCII.GetString(stream.Written.ToArray()).ShouldBe(GoodAnswer);
        var buffer = new byte[5];
        await remainder.ReadExactlyAsync(buffer);
        Encoding.ASCII.GetString(buffer).ShouldBe("after");
    }

    [Theory]
    [InlineData("GET /chat", "POST /chat", "400")]
    [InlineData("HTTP/1.1\r\nHost", "HTTP/1.0\r\nHost", "400")]
    [InlineData("Host: server.example.com\r\n", "", "400")]
    [InlineData("Upgrade: websocket\r\n", "", "426")]
    [InlineData("Connection: Upgrade", "Connection: keep-alive", "426")]
    [InlineData("Version: 13", "Version: 8", "426")]
    [InlineData("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZQ==", "400")]
    [InlineData("Host: server", "Content-Length: 5\r\nHost: server", "400")]
    [InlineData("Host: server", "Transfer-Encoding: chunked\r\nHost: server", "400")]
    [InlineData("Host: server", "Host: other\r\nHost: server", "400")]
    public async Task Tells_a_client_what_is_wrong_with_its_request(string original, string replacement, string status)
    {
        using var stream = new ChoppedStream(Encoding.ASCII.GetBytes(Good.Replace(original, replacement, StringComparison.Ordinal)), seed: 1);

        await Should.ThrowAsync<PeerProtocolException>(() => WebSocketUpgrade.AnswerAsync(stream, CancellationToken.None));

        Encoding.ASCII.GetString(stream.Written.ToArray()).ShouldStartWith($"HTTP/1.1 {status} ");
    }

    [Fact]
    public async Task Reads_no_more_than_8_KiB_of_a_request_that_does_not_end()
    {
        using var stream = new ChoppedStream(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nA: " + new string('a', 64 * 1024)), seed: 1);

        await Should.ThrowAsync<PeerProtocolException>(() => WebSocketUpgrade.AnswerAsync(stream, CancellationToken.None));

        stream.Remaining.Length.ShouldBeGreaterThanOrEqualTo(56 * 1024);
    }

    [Fact]
    public void Takes_the_answer_to_its_own_key()
    {
        WebSocketUpgrade.Refusal(Read(GoodAnswer), "dGhlIHNhbXBsZSBub25jZQ==").ShouldBeNull();
    }

    [Theory]
    [InlineData("101 Switching", "200 Switching")]
    [InlineData("Upgrade: websocket", "Upgrade: other")]
    [InlineData("Connection: Upgrade", "Connection: close")]
    [InlineData("s3pP", "s3pQ")]
    [InlineData("Connection: Upgrade", "Connection: Upgrade\r\nSec-WebSocket-Extensions: permessage-deflate")]
    [InlineData("Connection: Upgrade", "Connection: Upgrade\r\nSec-WebSocket-Protocol: chat")]
    public void Refuses_an_answer_that_is_not_one_to_its_request(string original, string replacement)
    {
        WebSocketUpgrade.Refusal(Read(GoodAnswer.Replace(original, replacement, StringComparison.Ordinal)), "dGhlIHNhbXBsZSBub25jZQ==").ShouldNotBeNull();
    }

    [Fact]
    public async Task Sends_a_request_that_it_would_take_itself()
    {
        using var stream = new ChoppedStream([], seed: 1);

        await Should.ThrowAsync<PeerProtocolException>(() => WebSocketUpgrade.RequestAsync(stream, "example.com:81", SystemRandomSource.Instance, CancellationToken.None));

        var request = Read(Encoding.ASCII.GetString(stream.Written.ToArray()));
        WebSocketUpgrade.StatusOf(request).ShouldBeNull();
        request.Single("Host").ShouldBe("example.com:81");
    }

    private static HttpHead Read(string text)
    {
        HttpHead.TryRead(Encoding.ASCII.GetBytes(text), out var head, out _).ShouldBe(OperationStatus.Done);
        return head!;
    }
}
