using DarkSwap.Hosting;
using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace DarkSwap.Psbt;

public sealed class PsbtModule : IServiceModule
{
    public static string Name => "psbt";

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
