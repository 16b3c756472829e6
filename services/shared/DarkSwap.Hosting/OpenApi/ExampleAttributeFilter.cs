using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace DarkSwap.Hosting.OpenApi;

/// <summary>Applies <see cref="ExampleAttribute"/>.</summary>
internal sealed class ExampleAttributeFilter : ISchemaFilter, IParameterFilter
{
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is OpenApiSchema described && context.MemberInfo?.GetCustomAttribute<ExampleAttribute>() is { } example)
        {
            described.Examples = [JsonValue.Create(example.Text)];
        }
    }

    public void Apply(IOpenApiParameter parameter, ParameterFilterContext context)
    {
        var example = context.PropertyInfo?.GetCustomAttribute<ExampleAttribute>() ?? context.ParameterInfo?.GetCustomAttribute<ExampleAttribute>();
        if (parameter is OpenApiParameter described && example is not null)
        {
            described.Example = JsonValue.Create(example.Text);
        }
    }
}
