using DarkSwap.Gateway.Authentication;
using DarkSwap.Gateway.Consumers;
using DarkSwap.Gateway.Edge;
using DarkSwap.Gateway.Endpoints;
using DarkSwap.Gateway.Events;
using DarkSwap.Gateway.Idempotency;
using DarkSwap.Gateway.Options;
using DarkSwap.Gateway.Persistence;
using DarkSwap.Gateway.Telemetry;
using DarkSwap.Hosting;
using DarkSwap.Hosting.Node;
using DarkSwap.Hosting.Persistence;
using MassTransit;
using Microsoft.Extensions.Options;

namespace DarkSwap.Gateway;

public sealed class GatewayModule : IServiceModule
{
    public static string Name => "gateway";

    public static void AddServices(IHostApplicationBuilder builder)
    {
        builder.AddEdge();
        builder.AddServiceDatabase<GatewayDbContext>(Name);
        builder.AddTokens(Name);
        builder.Services.AddOptions<EventLogOptions>().BindConfiguration($"{Name}:{EventLogOptions.Section}").ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<EventLogOptions>, EventLogOptionsValidator>();
        builder.Services.AddOptions<IdempotencyOptions>().BindConfiguration($"{Name}:{IdempotencyOptions.Section}").ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<IdempotencyOptions>, IdempotencyOptionsValidator>();
        builder.Services.AddSingleton<IdempotencyRecords>();
        builder.Services.AddSingleton<IRequestStep, IdempotencyStep>();
        builder.Services.AddSingleton<GatewayMetrics>();
        builder.Services.AddSingleton<EventLogSignal>();
        builder.Services.AddSingleton<EventLogReader>();
        builder.Services.AddSingleton<EventStreams>();
        builder.Services.AddScoped<EventLogWriter>();
        builder.Services.AddSingleton<EventLogIntake>();
    }

    public static void AddConsumers(IRegistrationConfigurator registrations) => registrations.AddConsumer<EventLogConsumer>();

    public static void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapAuthenticationEndpoints();
        endpoints.MapEventEndpoints();
    }
}
