using DarkSwap.Hosting;
using DarkSwap.Hosting.Persistence;
using DarkSwap.Orderbook.Consumers;
using DarkSwap.Orderbook.Endpoints;
using DarkSwap.Orderbook.Intake;
using DarkSwap.Orderbook.Options;
using DarkSwap.Orderbook.OwnOrders;
using DarkSwap.Orderbook.Persistence;
using DarkSwap.Orderbook.Requests;
using DarkSwap.Orderbook.Telemetry;
using DarkSwap.Orderbook.Workers;
using MassTransit;

namespace DarkSwap.Orderbook;

/// <summary>Signed orders, books by pair, depth, suggestions and order history.</summary>
public sealed class OrderbookModule : IServiceModule
{
    public static string Name => "orderbook";

    public static void AddServices(IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<OrderbookOptions>().BindConfiguration(Name).ValidateDataAnnotations().ValidateOnStart();
        builder.AddServiceDatabase<OrderbookDbContext>(Name);
        builder.Services.AddSingleton<OrderbookMetrics>();
        builder.Services.AddSingleton<NeighbourRequests>();
        builder.Services.AddSingleton<WorkSignals>();
        builder.Services.AddScoped<BookWriter>();
        builder.Services.AddScoped<BookParts>();
        builder.Services.AddScoped<BookReader>();
        builder.Services.AddScoped<OwnOrderIntents>();
        builder.Services.AddScoped<OwnOrderSigner>();
        builder.Services.AddScoped<UserOrderDesk>();
        builder.Services.AddScoped<UserOrderDrafts>();
        builder.Services.AddScoped<OwnOrderDesk>();
        builder.AddIntake();
        builder.Services.AddHostedService<ExpiryWorker>();
        builder.Services.AddHostedService<BackingWorker>();
        builder.Services.AddHostedService<SignatureWorker>();
    }

    public static void AddConsumers(IRegistrationConfigurator registrations)
    {
        registrations.AddConsumer<OrderEventsReceivedConsumer>();
        registrations.AddConsumer<BackingSpentConsumer>();
        registrations.AddConsumer<TradeStateChangedConsumer>();
        registrations.AddConsumer<GetOrderForTradeConsumer>();
        registrations.AddConsumer<GetOrderEventsConsumer>();
    }

    public static void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapOrders();
        endpoints.MapMarkets();
    }
}
