using DarkSwap.Hosting.Node;
using DarkSwap.Primitives;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace DarkSwap.Hosting.Security;

/// <summary>Who calls, and whether they may.</summary>
internal static class AccessRegistration
{
    public static void AddAccess(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(services => OperatorToken.LoadOrCreate(DataFolder.Of(builder.Configuration), services.GetRequiredService<IRandomSource>()));
        builder.Services
            .AddAuthentication(OperatorTokenHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, OperatorTokenHandler>(OperatorTokenHandler.SchemeName, null);
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(AccessPolicies.Operator, policy => policy.RequireAuthenticatedUser().RequireRole(AccessPolicies.Operator));
    }

    public static void UseAccess(this WebApplication application)
    {
        application.UseAuthentication();
        application.UseWebParts(WebPlace.Authenticated);
        application.UseAuthorization();
    }
}
