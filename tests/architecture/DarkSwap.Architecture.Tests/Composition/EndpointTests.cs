using DarkSwap.Hosting.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace DarkSwap.Architecture.Tests.Composition;

/// <summary>Building the composition refuses a path claimed twice and an endpoint without a policy; these tests say what else holds.</summary>
public sealed class EndpointTests(StandaloneComposition composition) : IClassFixture<StandaloneComposition>
{
    /// <summary>POSTs that anybody may call: one computes from public facts alone, the others take what proves itself.</summary>
    private static readonly string[] OpenPosts = ["QuoteFill", "CreateChallenge", "CreateTokens", "RefreshTokens", "RevokeTokens"];

    /// <summary>Reads that tell of what is somebody's own.</summary>
    private static readonly string[] PrivateReads =
        ["ListTrades", "GetTrade", "GetTradePsbt", "GetTradeTranscript", "ListCoins", "GetFollowedAddress", "ListApiKeys"];

    [Fact]
    public void No_rule_of_endpoints_is_broken() =>
        EndpointRules.FindViolations(((IEndpointRouteBuilder)composition.Application).DataSources).ShouldBeEmpty();

    [Fact]
    public void Every_endpoint_names_one_policy_or_lets_anybody_call() =>
        composition.Endpoints.Where(endpoint => (PoliciesOf(endpoint) is [var policy] && AccessPolicies.All.Contains(policy)) == IsOpen(endpoint)).Select(Describe).ShouldBeEmpty();

    [Fact]
    public void Every_write_needs_a_scope_that_is_no_reading_one() =>
        composition.Endpoints
            .Where(endpoint => MethodsOf(endpoint).Any(method => method is "POST" or "PUT" or "PATCH" or "DELETE"))
            .Where(endpoint => !OpenPosts.Contains(NameOf(endpoint)) && !PoliciesOf(endpoint).Any(policy => !policy.EndsWith(":read", StringComparison.Ordinal)))
            .Select(Describe)
            .ShouldBeEmpty();

    [Fact]
    public void What_is_somebodys_own_is_read_with_a_scope() =>
        composition.Endpoints.Where(endpoint => PrivateReads.Contains(NameOf(endpoint))).Select(IsOpen).ShouldBe(PrivateReads.Select(_ => false));

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

    private static bool IsOpen(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    private static IReadOnlyList<string> PoliciesOf(RouteEndpoint endpoint) => [.. endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(data => data.Policy ?? string.Empty)];

    private static IReadOnlyList<string> MethodsOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [];

    private static string? NameOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName;

    private static string Describe(RouteEndpoint endpoint) => $"{string.Join('|', MethodsOf(endpoint))} {endpoint.RoutePattern.RawText}";

    private IEnumerable<RouteEndpoint> Operations() =>
        composition.Endpoints.Where(endpoint => endpoint.RoutePattern.RawText?.StartsWith("/api/v1", StringComparison.Ordinal) == true);
}
