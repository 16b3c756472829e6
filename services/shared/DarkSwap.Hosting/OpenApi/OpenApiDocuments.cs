using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.OpenApi;

namespace DarkSwap.Hosting.OpenApi;

/// <summary>The description of everything that this process serves, as <c>/openapi/v1.json</c> and as a page at <c>/docs</c> that needs nothing from elsewhere.</summary>
public static class OpenApiDocuments
{
    public const string Path = "/openapi/v1.json";

    private const string PagePath = "/docs";

    /// <summary>3.0, since both generators of the SDKs read it without loss.</summary>
    public const OpenApiSpecVersion Version = OpenApiSpecVersion.OpenApi3_0;

    public static void AddOpenApiDocuments(this IServiceCollection services)
    {
        services.AddSingleton<OwnOpenApiDocument>();
        services.TryAddSingleton<IOpenApiDocument>(provider => provider.GetRequiredService<OwnOpenApiDocument>());
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
            options.MapType<UInt128>(() => DecimalStrings.Unsigned128);
            options.MapType<Int128>(() => DecimalStrings.Signed128);
            options.MapType<uint>(() => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64", Minimum = "0", Maximum = "4294967295" });
            options.SchemaFilter<DecimalStringSchemaFilter>();
            options.SchemaFilter<DescribedAsFilter>();
            options.SchemaFilter<RequiredSchemaFilter>();
            options.SchemaFilter<ExampleAttributeFilter>();
            options.ParameterFilter<DescribedAsFilter>();
            options.ParameterFilter<ExampleAttributeFilter>();
            options.OperationFilter<ProblemOperationFilter>();
            options.OperationFilter<DescribesSchemasFilter>();
            options.DocumentFilter<ExamplesFilter>();
            foreach (var comments in Directory.EnumerateFiles(AppContext.BaseDirectory, "DarkSwap.*.xml").Order(StringComparer.Ordinal))
            {
                options.IncludeXmlComments(comments);
            }

            options.AddSecurityDefinition(ProblemOperationFilter.SecurityScheme, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT, API key or operator's token",
                Description = "A user's access token from POST /auth/tokens, an API key from POST /auth/api-keys, or the operator's token from the file operator.token in the gateway's data folder. "
                    + "Each operation names the scope that it needs.",
            });
        });
    }

    public static void UseOpenApiDocuments(this IApplicationBuilder application)
    {
        // Asked only where it stands: it looks at paths with regular expressions.
        application.UseWhen(static context => context.Request.Path.StartsWithSegments(PagePath, StringComparison.OrdinalIgnoreCase), static page => page.UseSwaggerUI(options =>
        {
            options.RoutePrefix = PagePath.TrimStart('/');
            options.DocumentTitle = "DarkSwap API";
            options.SwaggerEndpoint(Path, "DarkSwap v1");
        }));
    }
}
