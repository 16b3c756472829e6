using System.Text.Json;
using System.Text.Json.Nodes;

namespace DarkSwap.Integration.Tests.PublicApi;

/// <summary>Bodies of the shape that the OpenAPI document asks for, and what is wrong in almost the same shape.</summary>
public static class SampleJson
{
    private const int MaximumDepth = 6;
    private static readonly string[] WrongScalars =
    [
        "-1", "1.5", "1e400", "99999999999999999999999999999999999999999999999999", "true", "{}", "[]", "[[[[]]]]", "\"\\u0000\"", "\"-1\"", "\"1e3\"", "\"0x10\"", "\" 1\"",
        "\"340282366920938463463374607431768211456\"", "\"RUNE:99999999999999999999:1\"", "\"2026-13-45T99:99:99Z\"", "\"..%2f..\"", "\"😀\"",
    ];

    /// <summary>Every required and optional member, each of the right type.</summary>
    public static JsonNode? Of(JsonElement document, JsonElement schema, int depth = 0)
    {
        var resolved = ApiOperation.Resolve(document, schema);
        if (depth > MaximumDepth)
        {
            return null;
        }

        if (resolved.TryGetProperty("enum", out var values))
        {
            return JsonNode.Parse(values[0].GetRawText());
        }

        return TypeOf(resolved) switch
        {
            "object" => new JsonObject(PropertiesOf(resolved).Select(property => KeyValuePair.Create(property.Name, Of(document, property.Value, depth + 1)))),
            "array" => new JsonArray(Of(document, resolved.GetProperty("items"), depth + 1)),
            "integer" or "number" => 1,
            "boolean" => true,
            _ => TextOf(resolved),
        };
    }

    /// <summary>The sample with one member, at any depth, replaced by something that does not fit, left out, or joined by an unknown one.</summary>
    public static IEnumerable<string> Damaged(JsonElement document, JsonElement schema)
    {
        foreach (var wrong in new[] { "", "null", "[]", "1", "\"x\"", "{", "{}x", "{\"unknown\":1}", new string('[', 100) + new string(']', 100) })
        {
            yield return wrong;
        }

        if (Of(document, schema) is not JsonObject sample)
        {
            yield break;
        }

        foreach (var path in MembersOf(sample))
        {
            foreach (var wrong in WrongScalars)
            {
                yield return Replace(sample, path, wrong);
            }

            yield return Replace(sample, path, null);
        }

        yield return Replace(sample, ["unknownMember"], "1");
    }

    private static string TextOf(JsonElement schema) => (schema.TryGetProperty("format", out var format) ? format.GetString() : null) switch
    {
        "uuid" => "00000000-0000-0000-0000-000000000001",
        "date-time" => "2030-01-01T00:00:00Z",
        "byte" => "AA==",
        _ => "1",
    };

    private static string TypeOf(JsonElement schema)
    {
        if (!schema.TryGetProperty("type", out var type))
        {
            return schema.TryGetProperty("properties", out _) ? "object" : "string";
        }

        return type.ValueKind == JsonValueKind.Array
            ? type.EnumerateArray().Select(name => name.GetString()!).First(name => name != "null")
            : type.GetString()!;
    }

    private static IEnumerable<JsonProperty> PropertiesOf(JsonElement schema) =>
        schema.TryGetProperty("properties", out var properties) ? properties.EnumerateObject() : [];

    private static IEnumerable<string[]> MembersOf(JsonObject sample)
    {
        foreach (var (name, value) in sample)
        {
            yield return [name];
            if (value is JsonObject inner)
            {
                foreach (var path in MembersOf(inner))
                {
                    yield return [name, .. path];
                }
            }
        }
    }

    /// <summary>Goes through text, so that numbers which no type holds stay as they are.</summary>
    private static string Replace(JsonObject sample, string[] path, string? replacement)
    {
        const string Mark = "\"the mark of the replaced member\"";
        var copy = sample.DeepClone().AsObject();
        var parent = path[..^1].Aggregate(copy, (node, name) => node[name]!.AsObject());
        if (replacement is null)
        {
            parent.Remove(path[^1]);
            return copy.ToJsonString();
        }

        parent[path[^1]] = JsonNode.Parse(Mark);
        return copy.ToJsonString().Replace(Mark, replacement, StringComparison.Ordinal);
    }
}
