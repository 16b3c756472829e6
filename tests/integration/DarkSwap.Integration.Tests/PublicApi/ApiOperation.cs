using System.Text.Json;

namespace DarkSwap.Integration.Tests.PublicApi;

/// <summary>One operation of the OpenAPI document.</summary>
/// <param name="Path">With its parameters in braces, from the root.</param>
/// <param name="NeedsToken">Whether the document says that the operator's token is needed.</param>
/// <param name="Body">The schema of the JSON body with all references resolved, or null.</param>
public sealed record ApiOperation(HttpMethod Method, string Path, bool NeedsToken, JsonElement? Body, IReadOnlyList<string> QueryParameters)
{
    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete"];

    public bool IsWrite => Method != HttpMethod.Get;

    public override string ToString() => $"{Method} {Path}";

    /// <summary>A path that reaches the operation, though nothing has these ids.</summary>
    public string PathToNothing => Path.Contains("{tradeId}", StringComparison.Ordinal) || Path.Contains("{eventId}", StringComparison.Ordinal) ? PathWith("00000000-0000-0000-0000-000000000001") : PathWith("1");

    public string PathWith(string parameter)
    {
        var path = Path;
        while (path.IndexOf('{') is var start and >= 0)
        {
            path = string.Concat(path.AsSpan(0, start), Uri.EscapeDataString(parameter), path.AsSpan(path.IndexOf('}') + 1));
        }

        return path;
    }

    public static IReadOnlyList<ApiOperation> AllOf(JsonElement document)
    {
        var operations =
            from path in document.GetProperty("paths").EnumerateObject()
            from operation in path.Value.EnumerateObject()
            where Methods.Contains(operation.Name)
            select new ApiOperation(new HttpMethod(operation.Name.ToUpperInvariant()), path.Name, operation.Value.TryGetProperty("security", out _), BodyOf(document, operation.Value), [.. QueryOf(document, operation.Value)]);
        return [.. operations];
    }

    private static JsonElement? BodyOf(JsonElement document, JsonElement operation) =>
        operation.TryGetProperty("requestBody", out var body) && Resolve(document, body).GetProperty("content").TryGetProperty("application/json", out var content)
            ? Resolve(document, content.GetProperty("schema"))
            : null;

    private static IEnumerable<string> QueryOf(JsonElement document, JsonElement operation) =>
        operation.TryGetProperty("parameters", out var parameters)
            ? parameters.EnumerateArray().Select(parameter => Resolve(document, parameter)).Where(parameter => parameter.GetProperty("in").GetString() == "query").Select(parameter => parameter.GetProperty("name").GetString()!)
            : [];

    /// <summary>Follows references at the top; those inside are followed where they are read.</summary>
    public static JsonElement Resolve(JsonElement document, JsonElement schema)
    {
        while (true)
        {
            if (schema.TryGetProperty("$ref", out var reference))
            {
                schema = reference.GetString()!.TrimStart('#', '/').Split('/').Aggregate(document, (element, name) => element.GetProperty(name));
            }
            else if (schema.TryGetProperty("allOf", out var single))
            {
                schema = single.EnumerateArray().Single();
            }
            else
            {
                return schema;
            }
        }
    }
}
