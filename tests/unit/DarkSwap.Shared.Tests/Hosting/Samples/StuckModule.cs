using DarkSwap.Hosting;
using DarkSwap.Messaging.Delivery.Broker;
using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DarkSwap.Shared.Tests.Hosting.Samples;

/// <summary>Finds its bus silent as soon as it has started, and hangs when it is told to stop.</summary>
public sealed class StuckModule : IServiceModule
{
    public static string Name => "stuck";

    public static void AddServices(IHostApplicationBuilder builder) => builder.Services.AddHostedService<Hanging>().AddHostedService<Silent>();

    public static void AddConsumers(IRegistrationConfigurator registrations)
    {
    }

    public static void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }

    private sealed class Silent(IHostApplicationLifetime lifetime) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, lifetime.ApplicationStarted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new SilentBusException("nobody reads anything");
        }
    }

    private sealed class Hanging : IHostedService
    {
        private readonly ManualResetEventSlim never = new();

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        /// <summary>Holds up whoever calls it, and cares for no time limit.</summary>
        public Task StopAsync(CancellationToken cancellationToken)
        {
            never.Wait(CancellationToken.None);
            return Task.CompletedTask;
        }
    }
}
