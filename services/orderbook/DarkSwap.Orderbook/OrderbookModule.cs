using DarkSwap.Hosting;
using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace DarkSwap.Orderbook;

public sealed class OrderbookModule : IServiceModule
{
    public static string Name => "orderbook";

    public static void AddServices(IHostApplicationBuilder builder)
    {
    }

    public static void AddConsumers(IRegistrationConfigurator registrations)
    {
    }

    public static void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }
}
