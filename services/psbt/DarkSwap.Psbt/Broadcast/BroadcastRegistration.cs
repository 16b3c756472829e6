namespace DarkSwap.Psbt.Broadcast;

internal static class BroadcastRegistration
{
    public static IHostApplicationBuilder AddBroadcast(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<BroadcastSignal>();
        builder.Services.AddSingleton<ChainBroadcast>();
        builder.Services.AddSingleton<Broadcaster>();
        builder.Services.AddHostedService<BroadcastService>();
        return builder;
    }
}
