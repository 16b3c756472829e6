using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace DarkSwap.Hosting.Security;

/// <summary>What must hold of all endpoints of a host together.</summary>
public static class EndpointRules
{
    /// <summary>Endpoints that claim what another has, or do not say in one way who may call them; empty if all is well.</summary>
    public static IReadOnlyList<string> FindViolations(IEnumerable<EndpointDataSource> sources)
    {
        var violations = new List<string>();
        var claimed = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var endpoint in sources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>())
        {
            var path = PathOf(endpoint.RoutePattern);
            var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["*"];
            if (FaultOfAccess(endpoint) is { } fault)
            {
                violations.Add($"{string.Join('|', methods)} {path} {fault}");
            }

            foreach (var method in methods)
            {
                if (!claimed.Add($"{method} {path}"))
                {
                    violations.Add($"{method} {path} is claimed twice");
                }
            }
        }

        return violations;
    }

    /// <summary>Null for exactly one policy of ours, or anybody.</summary>
    private static string? FaultOfAccess(Endpoint endpoint)
    {
        var demands = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>();
        if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            return demands.Count == 0 ? null : "allows anybody and names a policy";
        }

        return demands switch
        {
            [] => "says nothing of who may call it",
            [{ Policy: { } policy, Roles: null, AuthenticationSchemes: null }] => AccessPolicies.All.Contains(policy) ? null : $"names the policy {policy}, which is none",
            [_] => "names no policy",
            _ => "names several policies",
        };
    }

    /// <summary>The path with its parameters' names taken out: two that differ only in them are the same path.</summary>
    private static string PathOf(RoutePattern pattern) =>
        "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(Describe))));

    private static string Describe(RoutePatternPart part) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternParameterPart parameter => $"{{{string.Join(':', parameter.ParameterPolicies.Select(policy => policy.Content))}}}",
        RoutePatternSeparatorPart separator => separator.Content,
        _ => part.ToString() ?? string.Empty,
    };
}
