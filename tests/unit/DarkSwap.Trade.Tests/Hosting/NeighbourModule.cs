using DarkSwap.Hosting;
using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace DarkSwap.Trade.Tests.Hosting;

/// <summary>Stands in for orderbook, psbt and connectivity.</summary>
internal sealed class NeighbourModule : IServiceModule
{
    public static string Name => "neighbour";

    public static void AddServices(IHostApplicationBuilder builder)
    {
    }

    public static void AddConsumers(IRegistrationConfigurator registrations)
    {
        registrations.AddConsumer<NeighbourAnswers>();
        registrations.AddConsumer<NeighbourCommands>();
    }

    public static void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }
}
