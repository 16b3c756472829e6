using DarkSwap.Hosting.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace DarkSwap.Architecture.Tests.Composition;

/// <summary>Building the composition refuses a path claimed twice and an endpoint without a policy; these tests say what else holds.</summary>
public sealed class EndpointTests(StandaloneComposition composition) : IClassFixture<StandaloneComposition>
{
    /// <summary>POSTs that change nothing: what they compute depends on the request and on public facts alone.</summary>
    private static readonly string[] OpenComputations = ["QuoteFill"];

    [Fact]
    public void No_rule_of_endpoints_is_broken() =>
        EndpointRules.FindViolations(((IEndpointRouteBuilder)composition.Application).DataSources).ShouldBeEmpty();

    [Fact]
    public void Every_write_needs_the_operators_token() =>
        composition.Endpoints
            .Where(endpoint => MethodsOf(endpoint).Any(method => method is "POST" or "PUT" or "PATCH" or "DELETE"))
            .Where(endpoint => !OpenComputations.Contains(NameOf(endpoint)) && !NeedsOperator(endpoint))
            .Select(Describe)
            .ShouldBeEmpty();

    [Fact]
    public void Every_operation_has_a_name_of_its_own()
    {
        var operations = Operations().ToList();

        operations.Where(endpoint => NameOf(endpoint) is null).Select(Describe).ShouldBeEmpty();
        operations.GroupBy(NameOf).Where(group => group.Count() > 1).Select(group => group.Key).ShouldBeEmpty();
    }

    [Fact]
    public void Every_operation_has_a_summary() =>
        Operations().Where(endpoint => endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Http.Metadata.IEndpointSummaryMetadata>() is null).Select(Describe).ShouldBeEmpty();

    private static bool NeedsOperator(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
        && endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(data => data.Policy == AccessPolicies.Operator);

    private static IReadOnlyList<string> MethodsOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [];

    private static string? NameOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName;

    private static string Describe(RouteEndpoint endpoint) => $"{string.Join('|', MethodsOf(endpoint))} {endpoint.RoutePattern.RawText}";

    private IEnumerable<RouteEndpoint> Operations() =>
        composition.Endpoints.Where(endpoint => endpoint.RoutePattern.RawText?.StartsWith("/api/v1", StringComparison.Ordinal) == true);
}
