namespace DarkSwap.Gateway.Tests.Hostile;

/// <summary>Requests that are wrong as messages. Those that the server refuses before there is a request have a status and no body; a service bears as much as a gateway.</summary>
public sealed class MessageTests(HostileStack stack) : IClassFixture<HostileStack>
{
    private const string Get = "GET /api/v1/orders HTTP/1.1\r\nHost: localhost\r\n";
    private const string Post = "POST /api/v1/coins/addresses HTTP/1.1\r\nHost: localhost\r\n";

    /// <summary>Head and body, and the status that both a gateway and a service answer.</summary>
    public static TheoryData<string, string, int> Malformed => new()
    {
        { "no host", "GET /api/v1/orders HTTP/1.1\r\n\r\n", 400 },
        { "two hosts", $"{Get}Host: other\r\n\r\n", 400 },
        { "a host that is none", "GET /api/v1/orders HTTP/1.1\r\nHost: a b\r\n\r\n", 400 },
        { "another host in the target", "GET http://other/api/v1/orders HTTP/1.1\r\nHost: localhost\r\n\r\n", 400 },
        { "no version", "GET /api/v1/orders\r\n\r\n", 400 },
        { "a version that is none", "GET /api/v1/orders HTTP/9.9\r\nHost: localhost\r\n\r\n", 505 },
        { "a space before the colon", $"{Get}X-A : b\r\n\r\n", 400 },
        { "a folded header", $"{Get}X-A: b\r\n c\r\n\r\n", 400 },
        { "a header without a name", $"{Get}: b\r\n\r\n", 400 },
        { "a zero byte in a header", $"{Get}X-A: b\0c\r\n\r\n", 400 },
        { "a zero byte in the path", "GET /api/v1/orders/%00 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400 },
        { "a carriage return in the target", "GET /api/v1/orders/\rx HTTP/1.1\r\nHost: localhost\r\n\r\n", 400 },
        { "two lengths", $"{Post}Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde", 400 },
        { "lengths in a list", $"{Post}Content-Length: 4, 5\r\n\r\nabcde", 400 },
        { "a negative length", $"{Post}Content-Length: -1\r\n\r\n", 400 },
        { "a length beyond numbers", $"{Post}Content-Length: 99999999999999999999\r\n\r\n", 400 },
        { "chunked twice", $"{Post}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n", 400 },
        { "an encoding that nobody has", $"{Post}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 400 },
        { "chunked before HTTP/1.1", "POST /api/v1/coins/addresses HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400 },
        { "a chunk size that is none", $"{Post}Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n", 400 },
        { "a chunk size beyond numbers", $"{Post}Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nabc\r\n0\r\n\r\n", 400 },
        { "length and chunks", $"{Post}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400 },
        { "too many headers", $"{Get}{string.Concat(Enumerable.Range(0, 64).Select(number => $"X-{number}: a\r\n"))}\r\n", 431 },
        { "too much header", $"{Get}X-A: {new string('a', 17 * 1024)}\r\n\r\n", 431 },
        { "too long a target", $"GET /api/v1/orders?{new string('a', 9 * 1024)} HTTP/1.1\r\nHost: localhost\r\n\r\n", 414 },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task The_gateway_refuses(string name, string message, int status) => await RefusesAsync("gateway", name, message, status);

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task A_service_refuses(string name, string message, int status) => await RefusesAsync("service", name, message, status);

    /// <summary>Head of a request, status, and the type of the problem that says why; null where the server itself refuses, before there is a request.</summary>
    public static TheoryData<string, string, int, string?> LargeHeads => new()
    {
        { "a header too many", $"{Get}{Headers(64)}\r\n", 431, "headers-too-large" },
        { "far too many headers", $"{Get}{Headers(128)}\r\n", 431, null },
        { "a little too much header", $"{Get}X-A: {new string('a', 16 * 1024)}\r\n\r\n", 431, "headers-too-large" },
        { "far too much header", $"{Get}X-A: {new string('a', 32 * 1024)}\r\n\r\n", 431, null },
        { "a little too long a target", $"GET /api/v1/orders?{new string('a', 8 * 1024)} HTTP/1.1\r\nHost: localhost\r\n\r\n", 414, "target-too-long" },
        { "far too long a target", $"GET /api/v1/orders?{new string('a', 16 * 1024)} HTTP/1.1\r\nHost: localhost\r\n\r\n", 414, null },
    };

    [Theory]
    [MemberData(nameof(LargeHeads))]
    public async Task Who_is_a_little_above_a_limit_reads_why(string name, string head, int status, string? type)
    {
        foreach (var target in new[] { "gateway", "service" })
        {
            await using var connection = await RawConnection.OpenAsync(stack.Port(target));
            await connection.SendAsync(head);

            var (answered, body) = await connection.ReceiveAsync();

            answered.ShouldBe(status, $"{name} at the {target}");
            RawConnection.ProblemTypeOf(body).ShouldBe(type is null ? null : $"urn:darkswap:problem:{type}", $"{name} at the {target}");
        }
    }

    [Fact]
    public async Task What_is_just_within_the_limits_is_a_request()
    {
        var fill = new string('a', (16 * 1024) - 2048);
        foreach (var head in new[] { $"{Get}{Headers(59)}\r\n", $"{Get}X-A: {fill}\r\n\r\n", $"GET /api/v1/orders?{new string('a', (8 * 1024) - 64)} HTTP/1.1\r\nHost: localhost\r\n\r\n" })
        {
            await using var connection = await RawConnection.OpenAsync(stack.Port("gateway"));
            await connection.SendAsync(head);

            (await connection.ReceiveAsync()).Status.ShouldBe(200, head[..60]);
        }
    }

    /// <summary>What follows a request whose length is in doubt must not be taken for another request.</summary>
    [Theory]
    [InlineData("Content-Length: 4\r\nTransfer-Encoding: chunked")]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Length: 4")]
    [InlineData("Content-Length: 4\r\nContent-Length: 5")]
    [InlineData("Content-Length: 4\r\nTransfer-Encoding: xchunked")]
    [InlineData("Content-Length: 4\r\nTransfer-Encoding : chunked")]
    public async Task Nothing_is_smuggled_behind_a_doubtful_length(string headers)
    {
        await using var connection = await RawConnection.OpenAsync(stack.Port("gateway"));
        await connection.SendAsync($"{Post}{headers}\r\n\r\n0\r\n\r\nGET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");

        (await connection.ReceiveAsync()).Status.ShouldBe(400);
        (await connection.EndsAsync()).ShouldBeTrue("the connection ends, and with it what came after");
    }

    [Theory]
    [InlineData("gateway")]
    [InlineData("service")]
    public async Task A_caller_that_does_not_finish_its_headers_is_let_go(string target)
    {
        await using var connection = await RawConnection.OpenAsync(stack.Port(target));
        await connection.SendAsync("GET /api/v1/orders HTTP/1.1\r\nHost: local");

        var (status, _) = await connection.ReceiveAsync();

        status.ShouldBeOneOf(0, 408);
        (await connection.EndsAsync()).ShouldBeTrue();
    }

    private static string Headers(int count) => string.Concat(Enumerable.Range(0, count).Select(number => $"X-{number}: a\r\n"));

    private async Task RefusesAsync(string target, string name, string message, int status)
    {
        await using (var connection = await RawConnection.OpenAsync(stack.Port(target)))
        {
            await connection.SendAsync(message);
            (await connection.ReceiveAsync()).Status.ShouldBe(status, name);
        }

        await using var next = await RawConnection.OpenAsync(stack.Port(target));
        await next.SendAsync($"{Get}\r\n");
        (await next.ReceiveAsync()).Status.ShouldBe(200, $"after {name}");
    }
}
