using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using DarkSwap.Shared.Tests.Hosting.Samples;
using DarkSwap.Testing.Hosting;

namespace DarkSwap.Shared.Tests.Hosting.Problems;

public sealed class BadInputTests : IAsyncLifetime
{
    private const string Good = """{"name":"a","amount":"340282366920938463463374607431768211455","satoshis":"5","colour":"darkBlue","expiresAt":"2026-11-22T12:00:00+01:00","inner":{"height":1}}""";

    private ModuleTestHost host = null!;

    public async Task InitializeAsync() => host = await ModuleTestHost.StartAsync<WebModule>(CancellationToken.None);

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Good_input_comes_back_with_amounts_as_strings_and_times_in_UTC()
    {
        using var response = await PostAsync(Good);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).ShouldBe(Good.Replace("12:00:00+01:00", "11:00:00Z", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"name":"a"}""", "amount", "is required")]
    [InlineData("""{"name":"a"}""", "satoshis", "is required")]
    [InlineData("""{"name":"a","colour":"red","satoshis":"1","amount":"1","status":"filled"}""", "status", "is not a known field")]
    [InlineData("""{"name":"a","colour":"red","satoshis":"1","amount":"1","inner":{"height":1,"owner":2}}""", "inner.owner", "is not a known field")]
    [InlineData("""{"name":"a","colour":"red","satoshis":"1","amount":1}""", "amount", "is a string of decimal digits")]
    [InlineData("""{"name":"a","colour":"red","satoshis":"1","amount":"-1"}""", "amount", "is a string of at most 39 decimal digits, without a sign and below 2^128")]
    [InlineData("""{"name":"a","colour":"red","satoshis":"1","amount":"340282366920938463463374607431768211456"}""", "amount", "is a string of at most 39 decimal digits, without a sign and below 2^128")]
    [InlineData("""{"name":"a","colour":"red","satoshis":"9223372036854775808","amount":"1"}""", "satoshis", "is a string of decimal digits below 2^63")]
    [InlineData("""{"name":"a","colour":"green","satoshis":"1","amount":"1"}""", "colour", "has the wrong type or format")]
    [InlineData("""{"name":"a","colour":1,"satoshis":"1","amount":"1"}""", "colour", "has the wrong type or format")]
    [InlineData("""{"name":7,"colour":"red","satoshis":"1","amount":"1"}""", "name", "has the wrong type or format")]
    [InlineData("""{"name":"a","colour":"red","satoshis":"1","amount":"1","inner":{"height":"1"}}""", "inner.height", "has the wrong type or format")]
    [InlineData("""{"name":"a","colour":"red","satoshis":"1","amount":"1","inner":{"height":99999999999}}""", "inner.height", "has the wrong type or format")]
    [InlineData("""{"name":"a","colour":"red","satoshis":"1","amount":"1","expiresAt":"2026-11-22"}""", "expiresAt", "is a time such as 2026-11-22T12:00:00Z (RFC 3339)")]
    [InlineData("""{"name":"a",""", "body", "is not valid JSON")]
    [InlineData("[]", "body", "has the wrong type or format")]
    public async Task Bad_fields_are_refused_with_the_field_and_a_reason(string body, string field, string reason)
    {
        using var response = await PostAsync(body);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var problem = await ReadProblemAsync(response, "validation");
        problem.GetProperty("errors").GetProperty(field)[0].GetString().ShouldBe(reason);
    }

    [Fact]
    public async Task A_field_given_twice_is_refused()
    {
        using var response = await PostAsync(Good.Replace("""{"name":"a",""", """{"name":"b","name":"a",""", StringComparison.Ordinal));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await ReadProblemAsync(response, "validation");
    }

    [Fact]
    public async Task A_null_where_a_value_must_be_is_refused()
    {
        using var response = await PostAsync(Good.Replace("\"name\":\"a\"", "\"name\":null", StringComparison.Ordinal));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await ReadProblemAsync(response, "validation")).GetProperty("errors").EnumerateObject().Single().Name.ShouldBe("name");
    }

    [Fact]
    public async Task An_empty_body_is_refused()
    {
        using var response = await PostAsync(string.Empty);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Nesting_without_end_is_refused()
    {
        using var response = await PostAsync(new string('[', 10_000));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await ReadProblemAsync(response, "validation");
    }

    [Theory]
    [InlineData("things?limit=many", "limit", "has the wrong type or format")]
    [InlineData("things", "limit", "is required")]
    public async Task Bad_query_parameters_are_refused_by_name(string path, string field, string reason)
    {
        using var response = await host.Anonymous.GetAsync(path);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await ReadProblemAsync(response, "validation")).GetProperty("errors").GetProperty(field)[0].GetString().ShouldBe(reason);
    }

    [Fact]
    public async Task An_unknown_path_is_404()
    {
        using var response = await host.Anonymous.GetAsync("nothing/here");

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await ReadProblemAsync(response, "not-found");
    }

    [Fact]
    public async Task A_method_that_a_path_lacks_is_405()
    {
        using var response = await host.Operator.PutAsync("things", JsonContent.Create(1));

        response.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        await ReadProblemAsync(response, "method-not-allowed");
    }

    [Fact]
    public async Task A_body_of_another_type_is_415()
    {
        using var response = await host.Operator.PostAsync("things", new StringContent("<a/>", Encoding.UTF8, "application/xml"));

        response.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        await ReadProblemAsync(response, "unsupported-media-type");
    }

    [Fact]
    public async Task A_body_above_the_limit_is_413()
    {
        using var response = await PostAsync(Good.Replace("\"a\"", $"\"{new string('a', 70_000)}\"", StringComparison.Ordinal));

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        await ReadProblemAsync(response, "body-too-large");
    }

    [Fact]
    public async Task An_endpoint_can_take_larger_bodies()
    {
        using var content = new StringContent(Good.Replace("\"a\"", $"\"{new string('a', 70_000)}\"", StringComparison.Ordinal), Encoding.UTF8, "application/json");
        using var response = await host.Anonymous.PutAsync("things/large", content);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_database_that_is_away_is_an_outage_and_says_nothing_of_the_inside()
    {
        using var response = await host.Anonymous.GetAsync("things/outage");

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter.ShouldNotBeNull();
        (await response.Content.ReadAsStringAsync()).ShouldNotContain("10.0.0.1");
    }

    [Fact]
    public async Task A_fault_of_ours_says_nothing_of_the_inside()
    {
        using var response = await host.Anonymous.GetAsync("things/fault");

        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await ReadProblemAsync(response, "internal")).ToString().ShouldNotContain("secret");
    }

    [Fact]
    public async Task A_refusal_of_the_domain_keeps_its_own_type()
    {
        using var response = await host.Anonymous.DeleteAsync($"things/{Guid.Empty}");

        response.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        await ReadProblemAsync(response, "thing-in-use");
    }

    [Fact]
    public async Task A_caller_that_accepts_only_HTML_gets_the_problem_all_the_same()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "things/fault");
        request.Headers.Accept.ParseAdd("text/html");
        using var response = await host.Anonymous.SendAsync(request);

        await ReadProblemAsync(response, "internal");
    }

    private static async Task<JsonElement> ReadProblemAsync(HttpResponseMessage response, string type)
    {
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("type").GetString().ShouldBe($"urn:darkswap:problem:{type}");
        problem.GetProperty("status").GetInt32().ShouldBe((int)response.StatusCode);
        return problem;
    }

    private Task<HttpResponseMessage> PostAsync(string body) => host.Operator.PostAsync("things", new StringContent(body, Encoding.UTF8, "application/json"));
}
