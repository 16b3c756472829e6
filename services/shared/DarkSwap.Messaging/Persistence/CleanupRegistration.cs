using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DarkSwap.Messaging.Persistence;

/// <summary>Registers what a service forgets in time.</summary>
public static class CleanupRegistration
{
    /// <inheritdoc cref="AddCleanup{TContext}(IServiceCollection, string, Func{IServiceProvider, TimeSpan}, Func{TContext, DateTimeOffset, CancellationToken, Task})"/>
    public static IServiceCollection AddCleanup<TContext>(
        this IServiceCollection services, string what, TimeSpan retention, Func<TContext, DateTimeOffset, CancellationToken, Task> deleteAsync)
        where TContext : ServiceDbContext =>
        services.AddCleanup(what, _ => retention, deleteAsync);

    /// <param name="what">The rows, for the log: "old claims".</param>
    /// <param name="retention">How long they are kept.</param>
    /// <param name="deleteAsync">Deletes those of before the time that it gets; each statement is a transaction of its own.</param>
    public static IServiceCollection AddCleanup<TContext>(
        this IServiceCollection services,
        string what,
        Func<IServiceProvider, TimeSpan> retention,
        Func<TContext, DateTimeOffset, CancellationToken, Task> deleteAsync)
        where TContext : ServiceDbContext =>
        services.AddSingleton<IHostedService>(provider => new Cleanup<TContext>(
            new CleanupPlan<TContext>(what, retention(provider), deleteAsync),
            provider.GetRequiredService<IDbContextFactory<TContext>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<Cleanup<TContext>>>()));
}
