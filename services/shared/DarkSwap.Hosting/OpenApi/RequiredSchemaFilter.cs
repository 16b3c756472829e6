using System.Reflection;
using System.Text.Json;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace DarkSwap.Hosting.OpenApi;

/// <summary>Parameters of a record's only constructor are required unless they have a default or may be null: the reader of JSON refuses a body without them, and every answer has them.</summary>
internal sealed class RequiredSchemaFilter : ISchemaFilter
{
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema { Properties: { Count: > 0 } properties } described || context.MemberInfo is not null || context.Type.GetConstructors() is not [var constructor])
        {
            return;
        }

        var nullability = new NullabilityInfoContext();
        foreach (var parameter in constructor.GetParameters().Where(parameter => !parameter.HasDefaultValue && nullability.Create(parameter).ReadState != NullabilityState.Nullable))
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);
            if (properties.ContainsKey(name))
            {
                described.Required ??= new HashSet<string>(StringComparer.Ordinal);
                described.Required.Add(name);
            }
        }
    }
}
