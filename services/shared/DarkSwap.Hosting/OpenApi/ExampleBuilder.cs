using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace DarkSwap.Hosting.OpenApi;

/// <summary>Makes an example of a schema out of examples of its fields.</summary>
internal sealed class ExampleBuilder(IDictionary<string, IOpenApiSchema> schemas)
{
    /// <summary>Schemas refer to each other; none is deeper than this.</summary>
    private const int MaximumDepth = 8;

    /// <summary>Shows a reader, and the test that looks for it, that a field lacks an example.</summary>
    public const string Missing = "(no example)";

    public JsonNode? Of(IOpenApiSchema schema) => Build(schema, string.Empty, string.Empty, 0);

    public JsonNode? OfParameter(IOpenApiParameter parameter)
    {
        var name = parameter.Name ?? string.Empty;
        return ExampleValues.TryFind(out var value, $"?{name}", name) ? value : Build(parameter.Schema!, string.Empty, name, 0);
    }

    private JsonNode? Build(IOpenApiSchema schema, string owner, string name, int depth)
    {
        if (schema.Examples is [{ } own, ..])
        {
            return own.DeepClone();
        }

        if (name.Length > 0 && ExampleValues.TryFind(out var known, $"{owner}.{name}", name))
        {
            return known;
        }

        var (resolved, schemaName) = Resolve(schema, owner);
        if (resolved.Enum is { Count: > 0 } choices)
        {
            return ExampleValues.TryFind(out var choice, schemaName) ? choice : choices[0].DeepClone();
        }

        if (resolved.Type is null || depth > MaximumDepth)
        {
            return null;
        }

        return (resolved.Type.Value & ~JsonSchemaType.Null) switch
        {
            JsonSchemaType.Object => BuildObject(resolved, schemaName, depth),
            JsonSchemaType.Array => new JsonArray(Build(resolved.Items!, schemaName, string.Empty, depth + 1)),
            JsonSchemaType.Boolean => JsonValue.Create(false),
            JsonSchemaType.Integer or JsonSchemaType.Number => JsonValue.Create(1),
            _ => resolved.Format switch
            {
                "uuid" => JsonValue.Create("019ab2c4-7d00-7000-8000-000000000001"),
                "date-time" => JsonValue.Create("2026-11-22T12:00:00Z"),
                "byte" => JsonValue.Create("AA=="),
                "int64" or "int128" or "uint128" => JsonValue.Create("1000"),
                _ => JsonValue.Create(Missing),
            },
        };
    }

    private JsonObject BuildObject(IOpenApiSchema schema, string schemaName, int depth)
    {
        var example = new JsonObject();
        foreach (var (name, member) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
        {
            var value = Build(member, schemaName, name, depth + 1);
            if (value is not null || schema.Required?.Contains(name) == true)
            {
                example[name] = value;
            }
        }

        return example;
    }

    private (IOpenApiSchema Schema, string Name) Resolve(IOpenApiSchema schema, string owner)
    {
        while (true)
        {
            if (schema is OpenApiSchemaReference { Reference.Id: { } id })
            {
                (schema, owner) = (schemas[id], id);
            }
            else if (schema.AllOf is [var only])
            {
                schema = only;
            }
            else
            {
                return (schema, owner);
            }
        }
    }
}
