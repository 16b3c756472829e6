using DarkSwap.Hosting.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace DarkSwap.Shared.Tests.Hosting.Security;

public sealed class EndpointRulesTests
{
    [Fact]
    public void Refuses_an_endpoint_that_says_nothing_of_who_may_call_it() =>
        ViolationsOf(endpoints => endpoints.MapGet("/orders", () => "x")).ShouldBe(["GET /orders says nothing of who may call it"]);

    [Fact]
    public void Refuses_an_endpoint_with_two_policies() =>
        ViolationsOf(endpoints => endpoints.MapGroup("/orders").RequireAuthorization(AccessPolicies.OrdersWrite).MapGet("/", () => "x").RequireAuthorization(AccessPolicies.TradesRead))
            .ShouldBe(["GET /orders names several policies"]);

    [Fact]
    public void Refuses_an_endpoint_that_anybody_may_call_and_that_names_a_policy() =>
        ViolationsOf(endpoints => endpoints.MapGet("/orders", () => "x").RequireAuthorization(AccessPolicies.OrdersWrite).AllowAnonymous())
            .ShouldBe(["GET /orders allows anybody and names a policy"]);

    [Fact]
    public void Refuses_a_policy_that_is_none() =>
        ViolationsOf(endpoints => endpoints.MapGet("/orders", () => "x").RequireAuthorization("everything")).ShouldBe(["GET /orders names the policy everything, which is none"]);

    [Fact]
    public void Refuses_a_demand_without_a_policy() =>
        ViolationsOf(endpoints => endpoints.MapGet("/orders", () => "x").RequireAuthorization()).ShouldBe(["GET /orders names no policy"]);

    [Fact]
    public void Refuses_a_path_claimed_twice_even_if_its_parameters_have_other_names() =>
        ViolationsOf(endpoints =>
        {
            endpoints.MapGet("/orders/{id}", (string id) => id).AllowAnonymous();
            MapFromAnotherModule(endpoints);
        }).ShouldBe(["GET /Orders/{} is claimed twice"]);

    [Fact]
    public void Allows_one_path_for_two_methods() =>
        ViolationsOf(endpoints =>
        {
            endpoints.MapGet("/orders", () => "x").AllowAnonymous();
            endpoints.MapPost("/orders", () => "x").RequireAuthorization(AccessPolicies.OrdersWrite);
        }).ShouldBeEmpty();

    private static void MapFromAnotherModule(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/Orders/{orderId}", (string orderId) => orderId).AllowAnonymous();

    private static IReadOnlyList<string> ViolationsOf(Action<IEndpointRouteBuilder> map)
    {
        var application = WebApplication.CreateSlimBuilder().Build();
        map(application);
        return EndpointRules.FindViolations(((IEndpointRouteBuilder)application).DataSources);
    }
}
