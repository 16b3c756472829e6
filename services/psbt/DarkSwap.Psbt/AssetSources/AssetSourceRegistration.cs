namespace DarkSwap.Psbt.AssetSources;

internal static class AssetSourceRegistration
{
    public static IHostApplicationBuilder AddAssetSources(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<AssetSourceOptions>().BindConfiguration(AssetSourceOptions.Section);
        builder.Services.AddSingleton<AssetSourceCatalog>();
        builder.Services.AddHostedService<AssetSourceAnnouncement>();
        return builder;
    }
}
