using DarkSwap.Messaging.CrashPoints;
using DarkSwap.Messaging.DeadLetters;
using DarkSwap.Messaging.Delivery;
using DarkSwap.Messaging.Persistence;
using DarkSwap.Messaging.Unsafe;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DarkSwap.Messaging.Outbox;

/// <summary>Registers the outbox of one service.</summary>
public static class OutboxRegistration
{
    /// <summary>Expects the context's factory, <see cref="TimeProvider"/> and the delivery to be registered too.</summary>
    public static IServiceCollection AddOutbox<TContext>(this IServiceCollection services, string schema)
        where TContext : ServiceDbContext
    {
        services.TryAddSingleton<MessagingMetrics>();
        services.TryAddSingleton(_ => KillingCrashPoints.Parse(Environment.GetEnvironmentVariable(KillingCrashPoints.EnvironmentVariable)));
        services.TryAddSingleton(TimeProvider.System);
        services.AddUnsafeSwitches();
        services.TryAddSingleton<DeadLetterReplay>();
        services.TryAddSingleton<DirectSender>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, DirectSender>(provider => provider.GetRequiredService<DirectSender>()));
        services.AddSingleton<OutboxSignal<TContext>>();
        services.AddSingleton<OutboxCommitInterceptor<TContext>>();
        services.AddSingleton<OutboxStore<TContext>>();
        services.AddSingleton<IDeadLetterStore>(provider => new DeadLetterStore<TContext>(
            provider.GetRequiredService<IDbContextFactory<TContext>>(), schema, provider.GetRequiredService<MessagingMetrics>()));
        services.AddSingleton(provider => new OutboxDispatcher<TContext>(
            provider.GetRequiredService<OutboxStore<TContext>>(),
            provider.GetRequiredService<OutboxSignal<TContext>>(),
            new OutboxRunContext(
                schema,
                provider.GetRequiredService<IOptionsMonitor<OutboxOptions>>().Get(schema),
                provider.GetRequiredService<IMessageDelivery>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ICrashPoints>(),
                provider.GetRequiredService<MessagingMetrics>(),
                provider.GetRequiredService<ILogger<OutboxDispatcher<TContext>>>())));
        services.AddHostedService(provider => provider.GetRequiredService<OutboxDispatcher<TContext>>());
        services.AddCleanup<TContext>(
            "old claims of the inbox",
            provider => provider.GetRequiredService<IOptionsMonitor<OutboxOptions>>().Get(schema).InboxRetention,
            (context, oldest, token) => context.Inbox.Where(entry => entry.ClaimedAt < oldest).ExecuteDeleteAsync(token));
        return services;
    }
}
