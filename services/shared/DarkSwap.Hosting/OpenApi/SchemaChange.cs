using Microsoft.OpenApi;

namespace DarkSwap.Hosting.OpenApi;

/// <summary>Another type for a schema that the generator made of a member's own.</summary>
internal static class SchemaChange
{
    /// <summary>Whether null is allowed stays.</summary>
    public static void Become(this OpenApiSchema schema, OpenApiSchema other)
    {
        schema.Type = other.Type | (schema.Type & JsonSchemaType.Null);
        schema.Format = other.Format;
        schema.Pattern = other.Pattern;
        schema.Minimum = other.Minimum;
        schema.Maximum = other.Maximum;
    }
}
