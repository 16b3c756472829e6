using DarkSwap.Messaging.CrashPoints;
using DarkSwap.Messaging.Unsafe;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DarkSwap.Messaging.Persistence;

/// <summary>What a context knows of the host that made it; a context made by hand, as for migrations, has none.</summary>
internal sealed record ServiceSurroundings(ICrashPoints CrashPoints, UnsafeOptions Unsafe)
{
    private static readonly ServiceSurroundings None = new(NoCrashPoints.Instance, new UnsafeOptions());

    public static ServiceSurroundings Of(DbContext context) =>
        context.GetService<IDbContextOptions>().FindExtension<CoreOptionsExtension>()?.ApplicationServiceProvider is { } services
            ? new(services.GetService<ICrashPoints>() ?? NoCrashPoints.Instance, services.GetService<IOptions<UnsafeOptions>>()?.Value ?? None.Unsafe)
            : None;
}
