namespace DarkSwap.Psbt.Trading;

internal static class TradingRegistration
{
    public static IHostApplicationBuilder AddTrading(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<NodeAccess>();
        builder.Services.AddSingleton<CoinInspector>();
        builder.Services.AddSingleton<PreviousTransactions>();
        builder.Services.AddSingleton<TradeInputSelector>();
        builder.Services.AddSingleton<TemplatePreparer>();
        builder.Services.AddSingleton<TradeChecker>();
        builder.Services.AddSingleton<ReclaimPreparer>();
        builder.Services.AddSingleton<BackingVerifier>();
        return builder;
    }
}
