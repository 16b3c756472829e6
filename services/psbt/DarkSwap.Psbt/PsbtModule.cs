using DarkSwap.Hosting;
using DarkSwap.Hosting.Persistence;
using DarkSwap.Psbt.Chain;
using DarkSwap.Psbt.Persistence;
using DarkSwap.Psbt.RuneIndex;
using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace DarkSwap.Psbt;

public sealed class PsbtModule : IServiceModule
{
    public static string Name => "psbt";

    public static void AddServices(IHostApplicationBuilder builder)
    {
        builder.AddServiceDatabase<PsbtDbContext>(Name);
        builder.AddChain().AddRuneIndex();
    }

    public static void AddConsumers(IRegistrationConfigurator registrations)
    {
    }

    public static void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }
}
