using System.Net;
using System.Text;

namespace DarkSwap.Sdk.Tests.Http;

/// <summary>Answers requests in the order of a script, and remembers what was asked.</summary>
internal sealed class ScriptedTransport(params Func<HttpRequestMessage, HttpResponseMessage>[] answers) : HttpMessageHandler
{
    public List<(string Method, string Path, string? Token, string? IdempotencyKey, string Body)> Requests { get; } = [];

    public static HttpResponseMessage Json(HttpStatusCode status, string json, string mediaType = "application/json") =>
        new(status) { Content = new StringContent(json, Encoding.UTF8, mediaType) };

    public static HttpResponseMessage Problem(int status, string name, string rest = "") =>
        Json((HttpStatusCode)status, $$"""{"type":"urn:darkswap:problem:{{name}}","title":"Refused","status":{{status}}{{rest}}}""", "application/problem+json");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? string.Empty : await request.Content.ReadAsStringAsync(cancellationToken);
        var key = request.Headers.TryGetValues("Idempotency-Key", out var values) ? values.Single() : null;
        Requests.Add((request.Method.Method, request.RequestUri!.PathAndQuery, request.Headers.Authorization?.Parameter, key, body));
        Requests.Count.ShouldBeLessThanOrEqualTo(answers.Length, "the script has no answer for another request");
        return answers[Requests.Count - 1](request);
    }
}
