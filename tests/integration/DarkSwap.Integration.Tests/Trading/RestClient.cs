using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DarkSwap.Testing;

namespace DarkSwap.Integration.Tests.Trading;

/// <summary>The node's public API with the operator's token, or with the client's own, as a front end uses it.</summary>
public sealed class RestClient(INode node, HttpClient? client = null)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public async Task<RestAnswer> SendAsync(HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = JsonContent.Create(body, options: Json);
        }

        using var response = await (client ?? node.Http).SendAsync(request, CancellationToken.None);
        return new RestAnswer(response.StatusCode, await response.Content.ReadAsStringAsync(CancellationToken.None));
    }

    /// <summary>Anything but success is an exception with the answer and the node's log in it.</summary>
    public async Task<JsonElement> GetAsync(string path) => (await SuccessAsync(HttpMethod.Get, path, null)).Body;

    /// <summary>Anything but success is an exception with the answer and the node's log in it.</summary>
    public async Task<JsonElement> PostAsync(string path, object body) => (await SuccessAsync(HttpMethod.Post, path, body)).Body;

    /// <summary>Null when there is no such thing, or the node cannot tell at the moment.</summary>
    public async Task<TValue?> FindAsync<TValue>(string path)
        where TValue : class
    {
        var answer = await SendAsync(HttpMethod.Get, path, null);
        return answer.Status is HttpStatusCode.NotFound or HttpStatusCode.ServiceUnavailable ? null : Successful(HttpMethod.Get, path, answer).Read<TValue>();
    }

    public async Task<TValue> GetAsync<TValue>(string path) => (await SuccessAsync(HttpMethod.Get, path, null)).Read<TValue>();

    /// <summary>Reading is repeated while the node says that it is not level with its Bitcoin node: the answer would be a guess.</summary>
    public async Task<RestAnswer> SuccessAsync(HttpMethod method, string path, object? body)
    {
        if (method != HttpMethod.Get)
        {
            return Successful(method, path, await SendAsync(method, path, body));
        }

        var answer = await Waiting.ForAsync($"an answer to {path}", async () =>
            await SendAsync(method, path, body) is { Status: not HttpStatusCode.ServiceUnavailable } settled ? settled : null);
        return Successful(method, path, answer);
    }

    private RestAnswer Successful(HttpMethod method, string path, RestAnswer answer) =>
        (int)answer.Status < 300 ? answer : throw new InvalidOperationException($"{method} {path}: {(int)answer.Status} {answer.Text}\n{node.Log}");
}
