namespace DarkSwap.Sdk.Problems;

/// <summary>What answered does not speak this API: another server, or a node of another version.</summary>
public sealed class UnexpectedAnswerException(
    string message, int statusCode, string? response, IReadOnlyDictionary<string, IEnumerable<string>> headers, Exception? innerException)
    : Exception(message, innerException)
{
    public int StatusCode { get; } = statusCode;

    public string? Response { get; } = response;

    public IReadOnlyDictionary<string, IEnumerable<string>> Headers { get; } = headers;
}
