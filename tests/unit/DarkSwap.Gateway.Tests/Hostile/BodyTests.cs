using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using DarkSwap.Gateway.Tests.Proxy;

namespace DarkSwap.Gateway.Tests.Hostile;

/// <summary>Through the gateway, and straight at a service past it.</summary>
public sealed class BodyTests(HostileStack stack) : IClassFixture<HostileStack>
{
    private const int Kibibyte = 1024;

    public static TheoryData<string, string, int> Limits => new()
    {
        { "gateway", "coins/addresses", 64 * Kibibyte }, { "service", "coins/addresses", 64 * Kibibyte },
        { "gateway", "trades/1/signatures", 600 * Kibibyte }, { "service", "trades/1/signatures", 600 * Kibibyte },
        { "gateway", "psbts", 9 * Kibibyte * Kibibyte }, { "service", "psbts", 9 * Kibibyte * Kibibyte },
    };

    [Theory]
    [MemberData(nameof(Limits))]
    public async Task A_body_may_be_as_large_as_its_operation_takes(string target, string path, int limit)
    {
        using var response = await stack.Http(target).PostAsync(path, new ByteArrayContent(new byte[limit]));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [MemberData(nameof(Limits))]
    public async Task One_byte_more_is_413_when_the_length_is_said(string target, string path, int limit)
    {
        await using var connection = await RawConnection.OpenAsync(stack.Port(target));
        await connection.SendAsync($"POST /api/v1/{path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {limit + 1}\r\n\r\n");

        var (status, body) = await connection.ReceiveAsync();

        status.ShouldBe(413);
        RawConnection.ProblemTypeOf(body).ShouldBe("urn:darkswap:problem:body-too-large");
    }

    [Theory]
    [MemberData(nameof(Limits))]
    public async Task And_when_it_comes_in_pieces(string target, string path, int limit)
    {
        await using var connection = await RawConnection.OpenAsync(stack.Port(target));
        await connection.SendAsync($"POST /api/v1/{path} HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
        await connection.SendAsync($"{limit + 1:x}\r\n{new string('x', limit + 1)}\r\n0\r\n\r\n");

        var (status, body) = await connection.ReceiveAsync();

        status.ShouldBe(413);
        RawConnection.ProblemTypeOf(body).ShouldBe("urn:darkswap:problem:body-too-large");
    }

    [Theory]
    [InlineData("gateway")]
    [InlineData("service")]
    public async Task A_compressed_body_is_not_unpacked(string target)
    {
        using var bomb = new MemoryStream();
        await using (var gzip = new GZipStream(bomb, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            await gzip.WriteAsync(new byte[32 * Kibibyte * Kibibyte]);
        }

        using var content = new ByteArrayContent(bomb.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.ContentEncoding.Add("gzip");

        var response = await stack.Http(target).PostAsync("orders/drafts", content);

        response.Headers.GetValues("Accept-Encoding").ShouldBe(["identity"]);
        await ProblemAssertions.IsAsync(response, HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
    }

    [Theory]
    [InlineData("gateway", "gzip, identity")]
    [InlineData("service", "br")]
    [InlineData("gateway", "IDENTITY, gzip")]
    [InlineData("service", "x-unheard-of")]
    public async Task Nor_under_another_name(string target, string encoding)
    {
        await using var connection = await RawConnection.OpenAsync(stack.Port(target));
        await connection.SendAsync($"POST /api/v1/orders/drafts HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Encoding: {encoding}\r\nContent-Length: 2\r\n\r\n{{}}");

        (await connection.ReceiveAsync()).Status.ShouldBe(415);
    }

    [Theory]
    [InlineData("gateway", 33)]
    [InlineData("service", 33)]
    [InlineData("gateway", 4000)]
    [InlineData("service", 4000)]
    public async Task JSON_that_is_nested_deeper_than_32_is_refused(string target, int depth)
    {
        var json = $"{string.Concat(Enumerable.Repeat("{\"side\":\"a\",\"inner\":", depth))}null{new string('}', depth)}";
        using var content = new StringContent(json[..Math.Min(json.Length, 64 * Kibibyte)], Encoding.UTF8, "application/json");

        await ProblemAssertions.IsAsync(await stack.Http(target).PostAsync("orders/drafts", content), HttpStatusCode.BadRequest, "validation");
    }

    [Theory]
    [InlineData("gateway", """{"side":"sell","ownerId":"me"}""")]
    [InlineData("service", """{"side":"sell","ownerId":"me"}""")]
    [InlineData("gateway", """{"side":"sell","side":"buy"}""")]
    [InlineData("service", """{"side":"sell","side":"buy"}""")]
    [InlineData("gateway", """{"side":null}""")]
    [InlineData("service", """{"side":""")]
    [InlineData("gateway", "[]")]
    [InlineData("service", "\"\\ud800\"")]
    [InlineData("gateway", "")]
    public async Task A_body_that_is_not_what_the_operation_takes_is_refused(string target, string json)
    {
        using var response = await stack.Http(target).PostAsync("orders/drafts", new StringContent(json, Encoding.UTF8, "application/json"));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>()).GetProperty("type").GetString().ShouldStartWith("urn:darkswap:problem:");
    }

    [Theory]
    [InlineData("gateway")]
    [InlineData("service")]
    public async Task A_body_that_does_not_come_is_not_waited_for(string target)
    {
        await using var connection = await RawConnection.OpenAsync(stack.Port(target));
        await connection.SendAsync("POST /api/v1/coins/addresses HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n\r\nx");

        var (status, body) = await connection.ReceiveAsync();

        status.ShouldBe(408);
        RawConnection.ProblemTypeOf(body).ShouldBe("urn:darkswap:problem:request-timeout");
        (await connection.EndsAsync()).ShouldBeTrue();
    }
}
