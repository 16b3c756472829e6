namespace DarkSwap.Psbt.Ordering;

internal static class OrderingRegistration
{
    public static IHostApplicationBuilder AddOrdering(this IHostApplicationBuilder builder)
    {
        builder.Services.AddScoped<CommandVersions>();
        builder.Services.AddHostedService<CommandVersionCleanup>();
        return builder;
    }
}
