using DarkSwap.Psbt.Chain;

namespace DarkSwap.Psbt.RuneIndex;

/// <summary>Registers the rune index as the first follower of the chain, and its queries.</summary>
internal static class RuneIndexRegistration
{
    public static IHostApplicationBuilder AddRuneIndex(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<RuneIndexOptions>()
            .BindConfiguration(RuneIndexOptions.Section)
            .Validate(options => options.StartHeight is not < 0, $"{RuneIndexOptions.Section}:startHeight is 0 or more")
            .ValidateOnStart();
        builder.Services.AddSingleton<IBlockObserver, RuneIndexer>();
        builder.Services.AddSingleton<IRuneIndex, RuneIndexQueries>();
        return builder;
    }
}
