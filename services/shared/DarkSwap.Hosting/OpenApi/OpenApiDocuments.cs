using DarkSwap.Messaging.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace DarkSwap.Hosting.OpenApi;

/// <summary>The description of everything that this process serves, as <c>/openapi/v1.json</c> and as a page at <c>/docs</c> that needs nothing from elsewhere.</summary>
public static class OpenApiDocuments
{
    public const string Path = "/openapi/v1.json";

    public static void AddOpenApiDocuments(this IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        services.AddSwaggerGen(options =>
        {
            options.SwaggerDoc("v1", new OpenApiInfo
            {
                Title = "DarkSwap",
                Version = "v1",
                Description = "Trade bitcoin, runes and alkanes peer to peer. Amounts are decimal strings of whole base units, times RFC 3339 in UTC, errors RFC 9457 problem details with a stable type.",
            });
            options.SupportNonNullableReferenceTypes();
            options.UseAllOfToExtendReferenceSchemas();
            options.CustomSchemaIds(new SchemaNames().Of);
            options.MapType<UInt128>(() => Amount(DecimalStringUInt128Converter.MaximumDigits));
            options.SchemaFilter<DecimalStringSchemaFilter>();
            options.OperationFilter<ProblemOperationFilter>();
            options.AddSecurityDefinition(ProblemOperationFilter.SecurityScheme, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "The operator's token, from the file operator.token in the node's data folder.",
            });
        });
    }

    public static void UseOpenApiDocuments(this IApplicationBuilder application)
    {
        application.UseSwagger(options =>
        {
            options.RouteTemplate = "openapi/{documentName}.json";
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        });
        application.UseSwaggerUI(options =>
        {
            options.RoutePrefix = "docs";
            options.DocumentTitle = "DarkSwap API";
            options.SwaggerEndpoint(Path, "DarkSwap v1");
        });
    }

    internal static OpenApiSchema Amount(int maximumDigits) => new()
    {
        Type = JsonSchemaType.String,
        Pattern = $"^[0-9]{{1,{maximumDigits}}}$",
        Examples = ["100000"],
    };
}
