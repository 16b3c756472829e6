using System.Globalization;
using System.Reflection;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace DarkSwap.Hosting.OpenApi;

/// <summary>Applies <see cref="DescribedAsAttribute"/> to members of bodies and to parameters.</summary>
internal sealed class DescribedAsFilter : ISchemaFilter, IParameterFilter
{
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is OpenApiSchema described && context.MemberInfo?.GetCustomAttribute<DescribedAsAttribute>() is { } attribute && PlainSchemaOf(attribute) is { } plain)
        {
            described.Become(plain);
        }
    }

    public void Apply(IOpenApiParameter parameter, ParameterFilterContext context)
    {
        var attribute = context.PropertyInfo?.GetCustomAttribute<DescribedAsAttribute>() ?? context.ParameterInfo?.GetCustomAttribute<DescribedAsAttribute>();
        if (parameter is OpenApiParameter described && attribute is not null)
        {
            described.Schema = PlainSchemaOf(attribute) ?? context.SchemaGenerator.GenerateSchema(attribute.Type, context.SchemaRepository);
        }
    }

    /// <summary>Null for a type that has a schema of its own.</summary>
    private static OpenApiSchema? PlainSchemaOf(DescribedAsAttribute attribute)
    {
        if (attribute.Type == typeof(int))
        {
            return new OpenApiSchema
            {
                Type = JsonSchemaType.Integer,
                Format = "int32",
                Minimum = attribute.Minimum == int.MinValue ? null : attribute.Minimum.ToString(CultureInfo.InvariantCulture),
                Maximum = attribute.Maximum == int.MaxValue ? null : attribute.Maximum.ToString(CultureInfo.InvariantCulture),
            };
        }

        return attribute.Type == typeof(long) ? DecimalStrings.Signed64
            : attribute.Type == typeof(UInt128) ? DecimalStrings.Unsigned128
            : attribute.Type == typeof(Int128) ? DecimalStrings.Signed128
            : null;
    }
}
