using System.Net;
using System.Text;
using System.Text.Json;

namespace DarkSwap.Integration.Tests.PublicApi;

/// <summary>Every operation of the OpenAPI document gets input that is wrong, and answers with a reason.</summary>
public sealed class BadInputTests(RunningNode running) : IClassFixture<RunningNode>
{
    private static readonly string[] StrangeValues =
    [
        "x", "0", "-1", "..", "RUNE:1", "RUNE:18446744073709551616:1", "ALKANE:2:0", "00000000-0000-0000-0000-000000000000", new string('f', 64), new string('a', 2_000), "\u0001", "😀", "'; drop table orders; --",
    ];

    /// <summary>Posted for the sake of their bodies: reading the book is open, and what proves a key needs no token.</summary>
    private static readonly string[] OpenQuestions =
        ["/api/v1/orderbook/quotes", "/api/v1/auth/challenges", "/api/v1/auth/tokens", "/api/v1/auth/tokens/refresh", "/api/v1/auth/tokens/revocations"];

    private static readonly HttpStatusCode[] Refusals =
    [
        HttpStatusCode.BadRequest, HttpStatusCode.Unauthorized, HttpStatusCode.NotFound, HttpStatusCode.Conflict, HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.UnsupportedMediaType,
    ];

    [Fact]
    public async Task No_write_goes_without_the_operators_token()
    {
        running.Operations.Where(operation => operation.IsWrite && !OpenQuestions.Contains(operation.Path)).ShouldAllBe(operation => operation.NeedsToken);
        using var stranger = new HttpClient { BaseAddress = running.Node.ApiUri };
        var answers = new List<string>();
        foreach (var operation in running.Operations.Where(operation => operation.NeedsToken))
        {
            foreach (var token in new[] { null, "wrong", string.Empty })
            {
                using var request = new HttpRequestMessage(operation.Method, operation.PathToNothing);
                request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
                if (token is not null)
                {
                    request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
                }

                using var response = await stranger.SendAsync(request, CancellationToken.None);
                answers.Add($"{operation}: {(int)response.StatusCode}");
            }
        }

        answers.ShouldNotBeEmpty();
        answers.ShouldAllBe(answer => answer.EndsWith(": 401", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_damaged_body_is_refused_with_a_reason()
    {
        var wrong = new List<string>();
        var count = 0;
        foreach (var operation in running.Operations.Where(operation => operation.Body is not null))
        {
            foreach (var body in SampleJson.Damaged(running.Document, operation.Body!.Value))
            {
                count++;
                using var request = new HttpRequestMessage(operation.Method, operation.PathToNothing);
                request.Content = new StringContent(body, Encoding.UTF8, "application/json");
                await CheckAsync(request, wrong, $"{operation} {body[..Math.Min(body.Length, 300)]}");
            }
        }

        count.ShouldBeGreaterThan(100);
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_body_that_is_not_json_or_too_large_is_refused_with_a_reason()
    {
        var wrong = new List<string>();
        foreach (var operation in running.Operations.Where(operation => operation.Body is not null))
        {
            using var text = new HttpRequestMessage(operation.Method, operation.PathToNothing);
            text.Content = new StringContent("{}", Encoding.UTF8, "text/plain");
            await CheckAsync(text, wrong, $"{operation} as text");
            using var large = new HttpRequestMessage(operation.Method, operation.PathToNothing);
            // The node refuses by the announced length; without this the client would be cut off while it writes.
            large.Headers.ExpectContinue = true;
            large.Content = new StringContent($"{{\"x\":\"{new string('x', 2_000_000)}\"}}", Encoding.UTF8, "application/json");
            await CheckAsync(large, wrong, $"{operation} with 2 MB");
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_strange_path_or_query_never_makes_the_node_fail()
    {
        var wrong = new List<string>();
        foreach (var operation in running.Operations.Where(operation => !operation.IsWrite && !operation.Path.EndsWith("/events", StringComparison.Ordinal)))
        {
            foreach (var value in StrangeValues)
            {
                var query = string.Join('&', operation.QueryParameters.Select(name => $"{name}={Uri.EscapeDataString(value)}"));
                using var response = await running.Node.Http.GetAsync($"{operation.PathWith(value)}?{query}", CancellationToken.None);
                if ((int)response.StatusCode >= 500)
                {
                    wrong.Add($"{operation} with {value}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(CancellationToken.None)}");
                }
            }
        }

        wrong.ShouldBeEmpty();
    }

    private static string? ProblemTypeOf(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.GetProperty("type").GetString();
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private async Task CheckAsync(HttpRequestMessage request, List<string> wrong, string description)
    {
        using var response = await running.Node.Http.SendAsync(request, CancellationToken.None);
        var text = await response.Content.ReadAsStringAsync(CancellationToken.None);
        if (!Refusals.Contains(response.StatusCode) || ProblemTypeOf(text)?.StartsWith("urn:darkswap:problem:", StringComparison.Ordinal) != true)
        {
            wrong.Add($"{description}: {(int)response.StatusCode} {text[..Math.Min(text.Length, 300)]}");
        }
    }
}
