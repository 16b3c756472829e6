using DarkSwap.Hosting.Configuration;
using DarkSwap.Psbt.Chain.Rpc;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace DarkSwap.Psbt.Chain;

/// <summary>Registers the chain source and its follower. Observers are registered beside it as <see cref="IBlockObserver"/>; their order is the order of calls.</summary>
internal static class ChainRegistration
{
    public static IHostApplicationBuilder AddChain(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<ChainOptions>()
            .Configure<IOptions<NodeOptions>>((chain, node) =>
            {
                chain.RpcUrl = node.Value.BitcoinRpcUri.OriginalString;
                chain.Network = Enum.Parse<ChainNetwork>(node.Value.Network, ignoreCase: true);
            })
            .BindConfiguration(ChainOptions.Section)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<ChainOptions>, ChainOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new RpcClient(provider.GetRequiredService<IOptions<ChainOptions>>().Value, provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IChainSource>(provider => new RpcChainSource(provider.GetRequiredService<RpcClient>(), provider.GetRequiredService<IOptions<ChainOptions>>().Value));
        services.AddSingleton<ChainStatusBoard>();
        services.AddSingleton<IChainStatus>(provider => provider.GetRequiredService<ChainStatusBoard>());
        services.AddHostedService<ChainFollower>();
        services.AddHealthChecks().AddCheck<ChainHealthCheck>("chain");
        return builder;
    }
}
