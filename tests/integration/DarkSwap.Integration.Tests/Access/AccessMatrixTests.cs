using System.Net;
using System.Text.Json;
using DarkSwap.Hosting.Security;
using DarkSwap.Integration.Tests.PublicApi;

namespace DarkSwap.Integration.Tests.Access;

/// <summary>Every route of a node and of each service alone, with every credential that is not good enough for it.</summary>
public sealed class AccessMatrixTests(AccessHosts hosts) : IClassFixture<AccessHosts>
{
    private const string EventsPath = "/api/v1/events";

    /// <summary>Where anybody is heard and more is told to some, a credential that is not valid is refused.</summary>
    private static readonly string[] RefusesInvalid = [EventsPath];

    /// <summary>What acts with the node's own key and coins, whatever the scope.</summary>
    private static readonly string[] OfTheNode = ["POST /api/v1/orders/", "PATCH /api/v1/orders/{orderId}", "DELETE /api/v1/orders/{orderId}", "POST /api/v1/trades/"];

    public static TheoryData<string> Hosts => [AccessHosts.Standalone, "orderbook", "trade", "psbt", "connectivity"];

    [Fact]
    public void The_matrix_has_every_operation_of_the_document()
    {
        var routes = hosts.Hosts[AccessHosts.Standalone].Routes.Select(route => $"{route.Method} {route.Pattern.TrimEnd('/')}").ToList();

        ApiOperation.AllOf(hosts.Document).Select(operation => $"{operation.Method} {operation.Path.TrimEnd('/')}").Except(routes).ShouldBeEmpty();
        hosts.Hosts.Where(host => host.Key != AccessHosts.Standalone).SelectMany(host => host.Value.Routes).Select(route => route.ToString()).Distinct()
            .Except(hosts.Hosts[AccessHosts.Standalone].Routes.Select(route => route.ToString())).ShouldBeEmpty();
    }

    [Fact]
    public void Every_operation_that_needs_a_scope_says_so_and_what_it_answers_without()
    {
        var documented = new List<string>();
        foreach (var route in hosts.Hosts[AccessHosts.Standalone].Routes.Where(route => route.Policy is not null))
        {
            var operation = hosts.Document.GetProperty("paths").EnumerateObject().Single(path => path.Name.TrimEnd('/') == route.Pattern.TrimEnd('/')).Value.GetProperty(route.Method.Method.ToLowerInvariant());
            var scopes = operation.GetProperty("security")[0].EnumerateObject().Single().Value.EnumerateArray().Select(scope => scope.GetString());
            if (!scopes.SequenceEqual([route.Policy]) || new[] { "401", "403", "503" }.Any(status => !operation.GetProperty("responses").TryGetProperty(status, out _)))
            {
                documented.Add(route.ToString());
            }
        }

        documented.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task Without_a_token(string host)
    {
        var wrong = new List<string>();
        foreach (var route in hosts.Hosts[host].Routes.Where(route => route.Policy is not null))
        {
            using var response = await SendAsync(host, route);
            await ExpectAsync(response, HttpStatusCode.Unauthorized, "unauthorized", "Bearer", $"{route}", wrong);
        }

        wrong.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task With_a_token_that_is_not_valid(string host)
    {
        var wrong = new List<string>();
        foreach (var (name, token) in hosts.Forge.Bad(AccessHosts.User))
        {
            foreach (var route in hosts.Hosts[host].Routes.Where(route => route.Policy is not null || RefusesInvalid.Contains(route.Pattern)))
            {
                using var response = await SendAsync(host, route, $"Bearer {token}");
                await ExpectAsync(response, HttpStatusCode.Unauthorized, "unauthorized", "Bearer error=\"invalid_token\"", $"{route} {name}", wrong);
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task With_a_header_that_is_none(string host)
    {
        var wrong = new List<string>();
        var good = $"Bearer {hosts.Forge.Good(AccessTokens.OperatorSubject, AccessPolicies.All)}";
        var headers = new Dictionary<string, string[]>
        {
            ["nothing"] = [string.Empty],
            ["the scheme alone"] = ["Bearer"],
            ["the scheme and a space"] = ["Bearer "],
            ["another scheme"] = ["Basic b3BlcmF0b3I6"],
            ["no scheme"] = [good[7..]],
            ["two headers"] = [good, good],
            ["two tokens"] = [$"{good}, {good}"],
        };
        foreach (var (name, header) in headers)
        {
            foreach (var route in hosts.Hosts[host].Routes.Where(route => route.Policy is not null))
            {
                using var response = await SendAsync(host, route, header);
                await ExpectAsync(response, HttpStatusCode.Unauthorized, "unauthorized", null, $"{route} {name}", wrong);
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task With_every_scope_but_the_one_that_it_takes(string host)
    {
        var wrong = new List<string>();
        foreach (var route in hosts.Hosts[host].Routes.Where(route => route.Policy is not null))
        {
            foreach (var subject in new[] { AccessTokens.OperatorSubject, "key:1", AccessHosts.User })
            {
                using var response = await SendAsync(host, route, $"Bearer {hosts.Forge.Good(subject, AccessPolicies.All.Where(scope => scope != route.Policy))}");
                await ExpectAsync(response, HttpStatusCode.Forbidden, "forbidden", null, $"{route} {subject}", wrong);
            }
        }

        wrong.ShouldBeEmpty();
    }

    /// <summary>Or the refusals above would say nothing.</summary>
    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task With_exactly_the_scope_that_it_takes(string host)
    {
        var wrong = new List<string>();
        foreach (var route in hosts.Hosts[host].Routes.Where(route => route.Policy is not null && !route.Pattern.Contains("{tradeId}", StringComparison.Ordinal)))
        {
            using var response = await SendAsync(host, route, $"Bearer {hosts.Forge.Good("key:1", [route.Policy!])}");
            if (response.StatusCode is HttpStatusCode.Unauthorized || (response.StatusCode == HttpStatusCode.Forbidden && await TypeOfAsync(response) != "urn:darkswap:problem:not-the-maker"))
            {
                wrong.Add($"{route}: {(int)response.StatusCode}");
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task With_another_users_token(string host)
    {
        var wrong = new List<string>();
        var token = $"Bearer {hosts.Forge.Good(AccessHosts.User, AccessPolicies.All)}";
        foreach (var route in hosts.Hosts[host].Routes.Where(route => route.Policy is not null))
        {
            using var response = await SendAsync(host, route, token);
            if (route.Pattern.Contains("{tradeId}", StringComparison.Ordinal))
            {
                await ExpectAsync(response, HttpStatusCode.NotFound, "not-found", null, $"{route}", wrong);
            }
            else if (route.Pattern.Contains("{orderId}", StringComparison.Ordinal) || OfTheNode.Contains(route.ToString()))
            {
                await ExpectAsync(response, HttpStatusCode.Forbidden, route.Pattern.Contains("/trades", StringComparison.Ordinal) ? "forbidden" : "not-the-maker", null, $"{route}", wrong);
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task With_the_operators_token_or_an_api_key_at_the_edge()
    {
        var wrong = new List<string>();
        foreach (var route in hosts.Hosts[AccessHosts.Standalone].Routes.Where(route => route.Policy is not null && !route.Pattern.Contains("{tradeId}", StringComparison.Ordinal)))
        {
            foreach (var credential in new[] { hosts.OperatorToken, hosts.ApiKey })
            {
                using var response = await SendAsync(AccessHosts.Standalone, route, $"Bearer {credential}");
                if (response.StatusCode is HttpStatusCode.Unauthorized || (response.StatusCode == HttpStatusCode.Forbidden && await TypeOfAsync(response) != "urn:darkswap:problem:not-the-maker"))
                {
                    wrong.Add($"{route}: {(int)response.StatusCode}");
                }
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("orderbook")]
    [InlineData("trade")]
    [InlineData("psbt")]
    [InlineData("connectivity")]
    public async Task With_the_operators_token_or_an_api_key_past_the_gateway(string host)
    {
        var wrong = new List<string>();
        foreach (var route in hosts.Hosts[host].Routes.Where(route => route.Policy is not null))
        {
            foreach (var credential in new[] { hosts.OperatorToken, hosts.ApiKey })
            {
                using var response = await SendAsync(host, route, $"Bearer {credential}");
                await ExpectAsync(response, HttpStatusCode.Unauthorized, "unauthorized", "Bearer error=\"invalid_token\"", $"{route}", wrong);
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task Where_anybody_may_call_a_bad_token_makes_no_difference(string host)
    {
        var wrong = new List<string>();
        foreach (var route in hosts.Hosts[host].Routes.Where(route => route.Policy is null && !RefusesInvalid.Contains(route.Pattern)))
        {
            using var without = await SendAsync(host, route);
            using var with = await SendAsync(host, route, "Bearer garbage");
            if (with.StatusCode != without.StatusCode || (with.StatusCode == HttpStatusCode.Unauthorized && !route.Pattern.Contains("/auth/", StringComparison.Ordinal)))
            {
                wrong.Add($"{route}: {(int)without.StatusCode} and {(int)with.StatusCode}");
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task A_header_beyond_what_a_server_reads_is_431(string host)
    {
        using var response = await SendAsync(host, hosts.Hosts[host].Routes[0], $"Bearer {new string('a', 64 * 1024)}");

        response.StatusCode.ShouldBe(HttpStatusCode.RequestHeaderFieldsTooLarge);
    }

    private static async Task ExpectAsync(HttpResponseMessage response, HttpStatusCode status, string type, string? challenge, string what, List<string> wrong)
    {
        var actual = await TypeOfAsync(response);
        var isChallenged = status != HttpStatusCode.Unauthorized || (challenge is null ? response.Headers.WwwAuthenticate.Count == 1 : response.Headers.WwwAuthenticate.ToString() == challenge);
        if (response.StatusCode != status || actual != $"urn:darkswap:problem:{type}" || !isChallenged)
        {
            wrong.Add($"{what}: {(int)response.StatusCode} {actual} {response.Headers.WwwAuthenticate}");
        }
    }

    private static async Task<string?> TypeOfAsync(HttpResponseMessage response)
    {
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json")
        {
            return null;
        }

        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return body.RootElement.GetProperty("type").GetString();
    }

    private async Task<HttpResponseMessage> SendAsync(string host, AccessRoute route, params string[] authorization)
    {
        using var request = route.Request(authorization);
        return await hosts.Hosts[host].Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }
}
