using DarkSwap.Gateway.Authentication;
using DarkSwap.Hosting.Security;
using DarkSwap.Testing;
using DarkSwap.Testing.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;

namespace DarkSwap.Gateway.Tests.Authentication;

/// <summary>What the gateway sends to services in place of the credential that came.</summary>
public sealed class EdgeTokenTests : IAsyncLifetime
{
    private readonly ManualTimeProvider time = new();
    private ModuleTestHost host = null!;

    public async Task InitializeAsync() => host = await ModuleTestHost.StartAsync<GatewayModule>(new ModuleTestHostOptions { TimeProvider = time }, CancellationToken.None);

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task The_operators_credential_becomes_a_short_token_of_the_operator()
    {
        var token = await TokenForAsync(AccessTokens.OperatorSubject, AccessPolicies.All);

        (token.Subject, token.GetPayloadValue<string>("scope")).ShouldBe(("operator", string.Join(' ', AccessPolicies.All)));
        (token.ValidTo - token.ValidFrom).ShouldBe(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task An_api_keys_token_has_its_scopes_and_no_more() =>
        (await TokenForAsync("key:1", [AccessPolicies.CoinsRead])).GetPayloadValue<string>("scope").ShouldBe("coins:read");

    [Fact]
    public async Task A_token_is_used_for_a_minute()
    {
        var first = await TokenForAsync("key:1", [AccessPolicies.CoinsRead]);
        time.Advance(TimeSpan.FromSeconds(59));
        (await TokenForAsync("key:1", [AccessPolicies.CoinsRead])).EncodedToken.ShouldBe(first.EncodedToken);
        time.Advance(TimeSpan.FromSeconds(1));

        (await TokenForAsync("key:1", [AccessPolicies.CoinsRead])).EncodedToken.ShouldNotBe(first.EncodedToken);
    }

    [Fact]
    public async Task Callers_with_other_scopes_do_not_share_a_token() =>
        (await TokenForAsync("key:1", [AccessPolicies.CoinsRead])).EncodedToken.ShouldNotBe((await TokenForAsync("key:1", [AccessPolicies.CoinsWrite])).EncodedToken);

    [Fact]
    public async Task A_users_own_token_stays_as_it_is()
    {
        var context = new DefaultHttpContext { User = AccessTokens.PrincipalOf("12D3KooW", AccessPolicies.OfUsers, "Jwt") };
        context.Request.Headers.Authorization = "Bearer of-the-user";

        (await EdgeTokens.AuthorizationFor(context, CancellationToken.None)).ShouldBe("Bearer of-the-user");
    }

    [Fact]
    public async Task A_credential_that_is_none_is_left_behind()
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Authorization = "Bearer unknown";

        (await EdgeTokens.AuthorizationFor(context, CancellationToken.None)).ShouldBeNull();
    }

    private IEdgeTokens EdgeTokens => host.Services.GetRequiredService<IEdgeTokens>();

    private async Task<JsonWebToken> TokenForAsync(string subject, IEnumerable<string> scopes)
    {
        var context = new DefaultHttpContext { User = AccessTokens.PrincipalOf(subject, scopes, "Edge") };
        var header = await EdgeTokens.AuthorizationFor(context, CancellationToken.None);
        return new JsonWebToken(header!["Bearer ".Length..]);
    }
}
