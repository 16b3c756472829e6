using DarkSwap.Gateway.Options;
using DarkSwap.Hosting;
using DarkSwap.Hosting.Security;
using DarkSwap.Primitives;
using Microsoft.Extensions.Options;

namespace DarkSwap.Gateway.Authentication;

/// <summary>What makes a process the edge: it knows the operator and API keys, and issues the tokens that the services believe.</summary>
internal static class AuthenticationRegistration
{
    public static void AddTokens(this IHostApplicationBuilder builder, string module)
    {
        builder.Services.AddOptions<TokenOptions>().BindConfiguration($"{module}:{TokenOptions.Section}").ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<TokenOptions>, TokenOptionsValidator>();
        builder.Services.AddSingleton(services => OperatorToken.LoadOrCreate(DataFolder.Of(builder.Configuration), services.GetRequiredService<IRandomSource>()));
        builder.Services.AddSingleton<NodeAudience>();
        builder.Services.AddSingleton<KeyEncryption>();
        builder.Services.AddSingleton<SigningKeys>();
        builder.Services.AddSingleton<ITokenKeys>(services => services.GetRequiredService<SigningKeys>());
        builder.Services.AddSingleton<IKeyPublisher>(services => services.GetRequiredService<SigningKeys>());
        builder.Services.AddSingleton<AccessTokenIssuer>();
        builder.Services.AddSingleton<IEdgeTokens, EdgeTokens>();
        builder.Services.AddSingleton<ApiKeys>();
        builder.Services.AddSingleton<IEdgeCredentials, EdgeCredentials>();
        builder.Services.AddSingleton<Challenges>();
        builder.Services.AddSingleton<Sessions>();
        builder.Services.AddHostedService<SigningKeysStart>();
        builder.Services.AddHealthChecks().AddCheck<SigningKeysHealthCheck>("tokens");
    }
}
