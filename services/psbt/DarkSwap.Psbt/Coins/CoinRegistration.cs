namespace DarkSwap.Psbt.Coins;

internal static class CoinRegistration
{
    public static IHostApplicationBuilder AddCoins(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<NodeAddresses>();
        builder.Services.AddSingleton<OwnedScripts>();
        builder.Services.AddSingleton<MempoolCoins>();
        builder.Services.AddSingleton<CoinList>();
        builder.Services.AddSingleton<AddressBook>();
        builder.Services.AddSingleton<BackfillSignal>();
        builder.Services.AddSingleton<AddressBackfill>();
        builder.Services.AddHostedService<AddressBackfillService>();
        return builder;
    }
}
