using DarkSwap.Messaging.Persistence;
using DarkSwap.Psbt.Persistence;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Psbt.Ordering;

internal static class OrderingRegistration
{
    /// <summary>Orders live seven days, and whoever replays a command that old means it.</summary>
    private static readonly TimeSpan Retention = TimeSpan.FromDays(90);

    public static IHostApplicationBuilder AddOrdering(this IHostApplicationBuilder builder)
    {
        builder.Services.AddScoped<CommandVersions>();
        builder.Services.AddCleanup<PsbtDbContext>(
            "old versions of commands", Retention, (context, oldest, token) => context.Set<CommandVersion>().Where(known => known.ChangedAt < oldest).ExecuteDeleteAsync(token));
        return builder;
    }
}
