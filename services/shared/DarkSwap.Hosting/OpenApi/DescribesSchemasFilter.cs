using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace DarkSwap.Hosting.OpenApi;

/// <summary>Applies <see cref="DescribesSchemasAttribute"/>.</summary>
internal sealed class DescribesSchemasFilter : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        foreach (var type in context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<DescribesSchemasAttribute>().SelectMany(metadata => metadata.Types))
        {
            context.SchemaGenerator.GenerateSchema(type, context.SchemaRepository);
        }
    }
}
