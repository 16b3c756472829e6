using System.Reflection;
using System.Text.Json.Serialization;
using DarkSwap.Hosting.Json;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace DarkSwap.Hosting.OpenApi;

/// <summary>Satoshis are strings in JSON, so they are in the document.</summary>
internal sealed class DecimalStringSchemaFilter : ISchemaFilter
{
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is OpenApiSchema described && context.MemberInfo?.GetCustomAttribute<JsonConverterAttribute>()?.ConverterType == typeof(DecimalStringInt64Converter))
        {
            described.Become(DecimalStrings.Signed64);
        }
    }
}
