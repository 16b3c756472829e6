using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace DarkSwap.Hosting.OpenApi;

/// <summary>Adds what the host answers for every operation of a kind: 400 where there is input, 401 and 403 where a token is needed, 413 and 415 where there is a body; everywhere 429, 500, and what a gateway says when the service behind it is away (502, 503) or too slow (504).</summary>
internal sealed class ProblemOperationFilter : IOperationFilter
{
    public const string SecurityScheme = "bearer";

    private static readonly int[] Everywhere =
    [
        StatusCodes.Status429TooManyRequests, StatusCodes.Status500InternalServerError, StatusCodes.Status502BadGateway, StatusCodes.Status503ServiceUnavailable, StatusCodes.Status504GatewayTimeout,
    ];

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        operation.Responses ??= [];
        if (operation.Parameters is { Count: > 0 } || operation.RequestBody is not null)
        {
            operation.Responses.Remove("400");
            Add(operation.Responses, StatusCodes.Status400BadRequest, typeof(HttpValidationProblemDetails), context);
        }

        if (operation.RequestBody is not null)
        {
            Add(operation.Responses, StatusCodes.Status413PayloadTooLarge, typeof(ProblemDetails), context);
            Add(operation.Responses, StatusCodes.Status415UnsupportedMediaType, typeof(ProblemDetails), context);
        }

        if (context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>().FirstOrDefault()?.Policy is { } scope)
        {
            Add(operation.Responses, StatusCodes.Status401Unauthorized, typeof(ProblemDetails), context);
            Add(operation.Responses, StatusCodes.Status403Forbidden, typeof(ProblemDetails), context);
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(SecurityScheme, context.Document)] = [scope] }];
        }

        foreach (var status in Everywhere)
        {
            Add(operation.Responses, status, typeof(ProblemDetails), context);
        }
    }

    private static void Add(OpenApiResponses responses, int status, Type type, OperationFilterContext context) =>
        responses.TryAdd(status.ToString(CultureInfo.InvariantCulture), new OpenApiResponse
        {
            Description = ReasonPhrases.GetReasonPhrase(status),
            Content = new Dictionary<string, IOpenApiMediaType>
            {
                ["application/problem+json"] = new OpenApiMediaType { Schema = context.SchemaGenerator.GenerateSchema(type, context.SchemaRepository) },
            },
        });
}
