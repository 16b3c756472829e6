using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace DarkSwap.Hosting.OpenApi;

/// <summary>Serves the document as an endpoint like others, so that what holds for every request holds for it.</summary>
internal static class OpenApiEndpoint
{
    private const int TagBytes = 16;

    public static void MapOpenApiDocument(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(OpenApiDocuments.Path, GetAsync).ExcludeFromDescription().AllowAnonymous();

    private static async Task<FileContentHttpResult> GetAsync(IOpenApiDocument document, CancellationToken cancellationToken)
    {
        var json = await document.GetAsync(cancellationToken);
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(json.Span).AsSpan(0, TagBytes))}\"");
        return TypedResults.Bytes(json, "application/json;charset=utf-8", entityTag: tag);
    }
}
