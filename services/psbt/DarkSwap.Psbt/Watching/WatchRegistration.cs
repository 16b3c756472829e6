using DarkSwap.Psbt.Chain;

namespace DarkSwap.Psbt.Watching;

internal static class WatchRegistration
{
    /// <summary>Registers the observer after the rune index, so that whoever hears of a confirmation finds the index at that block.</summary>
    public static IHostApplicationBuilder AddWatching(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<WatchGate>();
        builder.Services.AddSingleton<WatchSignal>();
        builder.Services.AddSingleton<TransactionWatcher>();
        builder.Services.AddSingleton<WatchParts>();
        builder.Services.AddSingleton<LookBack>();
        builder.Services.AddSingleton<IBlockObserver, CoinObserver>();
        builder.Services.AddHostedService<LookBackService>();
        return builder;
    }
}
