using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using DarkSwap.Integration.Tests.PublicApi;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace DarkSwap.Integration.Tests.Access;

/// <summary>One method and path of a running host, as its own routing knows them.</summary>
/// <param name="Policy">The scope that it asks for; null for anybody.</param>
/// <param name="Body">Of the shape that it takes.</param>
public sealed record AccessRoute(HttpMethod Method, string Pattern, string Path, string? Policy, string Body)
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    public bool IsWrite => Method != HttpMethod.Get;

    /// <summary>Every one of them, so that a new route is tested without being named here.</summary>
    public static IReadOnlyList<AccessRoute> AllOf(IEnumerable<Microsoft.AspNetCore.Http.Endpoint> endpoints, JsonElement document, Func<string, string> valueOf)
    {
        var bodies = ApiOperation.AllOf(document).ToDictionary(operation => $"{operation.Method} {operation.Path}", operation => operation.Body);
        return
        [
            .. from endpoint in endpoints.OfType<RouteEndpoint>()
               from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
               where Methods.Contains(method)
               let pattern = "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part =>
                   part is Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter ? $"{{{parameter.Name}}}" : ((Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart)part).Content))))
               let path = "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part =>
                   part is Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter ? valueOf(parameter.Name) : ((Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart)part).Content))))
               let body = bodies.GetValueOrDefault($"{method} {pattern}")
               select new AccessRoute(
                   new HttpMethod(method),
                   pattern,
                   path,
                   endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null ? endpoint.Metadata.GetMetadata<IAuthorizeData>()?.Policy ?? string.Empty : null,
                   body is { } schema ? SampleJson.Of(document, schema)!.ToJsonString() : "{}"),
        ];
    }

    public HttpRequestMessage Request(params string[] authorization)
    {
        var request = new HttpRequestMessage(Method, Path);
        if (IsWrite && Method != HttpMethod.Delete)
        {
            request.Content = new StringContent(Body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        }

        foreach (var value in authorization)
        {
            request.Headers.TryAddWithoutValidation("Authorization", value);
        }

        return request;
    }

    public override string ToString() => $"{Method} {Pattern}";
}
