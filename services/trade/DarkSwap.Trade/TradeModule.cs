using DarkSwap.Hosting;
using DarkSwap.Hosting.Persistence;
using DarkSwap.Trade.Consumers;
using DarkSwap.Trade.Desk;
using DarkSwap.Trade.Driving;
using DarkSwap.Trade.Endpoints;
using DarkSwap.Trade.Options;
using DarkSwap.Trade.Persistence;
using DarkSwap.Trade.Telemetry;
using MassTransit;

namespace DarkSwap.Trade;

/// <summary>One state machine per trade, its transcript and its timers.</summary>
public sealed class TradeModule : IServiceModule
{
    public static string Name => "trade";

    public static void AddServices(IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<TradeOptions>().BindConfiguration(Name).ValidateDataAnnotations().ValidateOnStart();
        builder.AddServiceDatabase<TradeDbContext>(Name);
        builder.Services.AddSingleton<TradeMetrics>();
        AddDriving(builder.Services);
        builder.Services.AddScoped<TradeStore>();
        builder.Services.AddScoped<PeerMessageIntake>();
        builder.Services.AddScoped<TradeDesk>();
        builder.Services.AddScoped<TradeStart>();
        builder.Services.AddScoped<SigningDesk>();
        builder.Services.AddScoped<TradeReading>();
    }

    public static void AddConsumers(IRegistrationConfigurator registrations)
    {
        registrations.AddConsumer<PeerMessagesReceivedConsumer>();
        registrations.AddConsumer<CoinsLockedConsumer>();
        registrations.AddConsumer<CoinLockRefusedConsumer>();
        registrations.AddConsumer<TradeTransactionObservedConsumer>();
        registrations.AddConsumer<TradeInputSpentConsumer>();
        registrations.AddConsumer<BroadcastRefusedConsumer>();
    }

    public static void MapEndpoints(IEndpointRouteBuilder endpoints) => endpoints.MapTrades();

    private static void AddDriving(IServiceCollection services)
    {
        services.AddSingleton<TradeWakeUp>();
        services.AddSingleton<ServiceQuestions>();
        services.AddSingleton<NodeNetwork>();
        services.AddSingleton<TradeChecks>();
        services.AddSingleton<TradeSteps>();
        services.AddSingleton<TradeEngine>();
        services.AddHostedService<TradeDriver>();
    }
}
