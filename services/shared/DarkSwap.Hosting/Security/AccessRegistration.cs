using DarkSwap.Hosting.Node;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DarkSwap.Hosting.Security;

/// <summary>Who calls, and whether they may. Every process verifies tokens itself; one with the gateway's module also takes the credentials of the edge.</summary>
internal static class AccessRegistration
{
    private const string BearerScheme = "Bearer";
    private const string JwtScheme = "Jwt";
    private const string AuthenticationIsSet = "__AuthenticationMiddlewareSet";

    public static void AddAccess(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<AuthenticationOptions>().BindConfiguration(AuthenticationOptions.Section);
        builder.Services.TryAddSingleton<ITokenKeys, RemoteTokenKeys>();
        builder.Services.AddSingleton<NodeTokenHandler>();
        builder.Services
            .AddAuthentication(BearerScheme)
            .AddPolicyScheme(BearerScheme, null, options => options.ForwardDefaultSelector = SchemeOf)
            .AddScheme<AuthenticationSchemeOptions, EdgeCredentialHandler>(EdgeCredentialHandler.SchemeName, null)
            .AddJwtBearer(JwtScheme, ConfigureJwt);
        builder.Services.AddOptions<JwtBearerOptions>(JwtScheme).Configure<NodeTokenHandler>((options, handler) =>
        {
            options.TokenHandlers.Clear();
            options.TokenHandlers.Add(handler);
        });
        var authorization = builder.Services.AddAuthorizationBuilder();
        foreach (var scope in AccessPolicies.All)
        {
            authorization.AddPolicy(scope, policy => policy.RequireAuthenticatedUser().RequireAssertion(context => Caller.Of(context.User).Has(scope)));
        }
    }

    public static void UseAccess(this WebApplication application)
    {
        // Whoever presents nothing is nobody, and that costs nothing to find out. The host would add the middleware for everybody if it did not see it.
        ((IApplicationBuilder)application).Properties[AuthenticationIsSet] = true;
        application.UseWhen(static context => context.Request.Headers.Authorization.Count > 0, static presented => presented.UseAuthentication());
        application.UseWebParts(WebPlace.Authenticated);
        application.UseAuthorization();
    }

    /// <summary>The keys, where this process has the gateway's module.</summary>
    public static void MapPublishedKeys(this IEndpointRouteBuilder endpoints)
    {
        if (endpoints.ServiceProvider.GetService<IKeyPublisher>() is { } publisher)
        {
            endpoints.MapGet("/.well-known/jwks.json", async (CancellationToken cancellationToken) => TypedResults.Bytes(await publisher.GetDocumentAsync(cancellationToken), "application/json"))
                .WithName("GetTokenKeys").WithTags("auth").WithSummary("Public keys that access tokens are verified by (RFC 7517)")
                .Produces<KeySetDocument>(StatusCodes.Status200OK).ProducesProblem(StatusCodes.Status503ServiceUnavailable)
                .AllowAnonymous();
        }
    }

    private static string SchemeOf(HttpContext context) =>
        context.RequestServices.GetService<IEdgeCredentials>() is not null && BearerHeader.Read(context.Request) is { } credential && !BearerHeader.LooksLikeJwt(credential)
            ? EdgeCredentialHandler.SchemeName
            : JwtScheme;

    private static void ConfigureJwt(JwtBearerOptions options)
    {
        options.MapInboundClaims = false;
        options.SaveToken = false;
        options.Events = new JwtBearerEvents
        {
            OnMessageReceived = context =>
            {
                if (context.Request.Headers.Authorization.Count > 0)
                {
                    // Several headers, another scheme or too much of it is no token either.
                    context.Token = BearerHeader.Read(context.Request);
                    if (context.Token is null)
                    {
                        context.Fail("There is no bearer token of bounded length");
                    }
                }

                return Task.CompletedTask;
            },
            OnChallenge = async context =>
            {
                context.HandleResponse();
                if (context.AuthenticateFailure is KeysUnavailableException unavailable)
                {
                    await TypedResults.Problem(AccessRefusals.Unavailable(context.Response, unavailable)).ExecuteAsync(context.HttpContext);
                    return;
                }

                AccessRefusals.Challenge(context.Response);
            },
        };
    }
}
