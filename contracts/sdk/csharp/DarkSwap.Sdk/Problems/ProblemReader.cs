using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using DarkSwap.Sdk.Json;

namespace DarkSwap.Sdk.Problems;

/// <summary>Reads an answer that is no success, whoever wrote it.</summary>
internal static class ProblemReader
{
    /// <summary>More of a refusal is not read.</summary>
    private const int MaximumBytes = 64 * 1024;

    public static async Task<Problem> ReadAsync(HttpResponseMessage response, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var body = await ReadBodyAsync(response, cancellationToken);
        var status = (int)response.StatusCode;
        return new Problem
        {
            Status = status,
            Type = body?.Type ?? $"{Problem.Prefix}status-{status}",
            Title = body?.Title ?? response.ReasonPhrase ?? ((HttpStatusCode)status).ToString(),
            Detail = body?.Detail,
            TraceId = body?.TraceId,
            Errors = body?.Errors?.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<string>)pair.Value) ?? [],
            RetryAfter = RetryAfterOf(response, timeProvider),
        };
    }

    /// <summary>Null when the answer does not say.</summary>
    public static TimeSpan? RetryAfterOf(HttpResponseMessage response, TimeProvider timeProvider)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? (header?.Date is { } date ? date - timeProvider.GetUtcNow() : null);
        return wait is { } known && known < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static async Task<Body?> ReadBodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentType?.MediaType is not ("application/problem+json" or "application/json"))
        {
            return null;
        }

        var buffer = new byte[MaximumBytes];
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        try
        {
            return JsonSerializer.Deserialize<Body>(buffer.AsSpan(0, length), SdkJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Body
    {
        public string? Type { get; init; }

        public string? Title { get; init; }

        public string? Detail { get; init; }

        [JsonPropertyName("traceId")]
        public string? TraceId { get; init; }

        public Dictionary<string, string[]>? Errors { get; init; }
    }
}
