using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace DarkSwap.Hosting.Security;

/// <summary>What must hold of all endpoints of a host together.</summary>
public static class EndpointRules
{
    /// <summary>Endpoints that claim what another has, or say nothing of who may call them; empty if all is well.</summary>
    public static IReadOnlyList<string> FindViolations(IEnumerable<EndpointDataSource> sources)
    {
        var violations = new List<string>();
        var claimed = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var endpoint in sources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>())
        {
            var path = PathOf(endpoint.RoutePattern);
            if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null && endpoint.Metadata.GetMetadata<IAuthorizeData>() is null)
            {
                violations.Add($"{path} says nothing of who may call it");
            }

            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["*"])
            {
                if (!claimed.Add($"{method} {path}"))
                {
                    violations.Add($"{method} {path} is claimed twice");
                }
            }
        }

        return violations;
    }

    /// <summary>The path with its parameters' names taken out: two that differ only in them are the same path.</summary>
    private static string PathOf(Microsoft.AspNetCore.Routing.Patterns.RoutePattern pattern) =>
        "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(Describe))));

    private static string Describe(Microsoft.AspNetCore.Routing.Patterns.RoutePatternPart part) => part switch
    {
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter => $"{{{string.Join(':', parameter.ParameterPolicies.Select(policy => policy.Content))}}}",
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator => separator.Content,
        _ => part.ToString() ?? string.Empty,
    };
}
