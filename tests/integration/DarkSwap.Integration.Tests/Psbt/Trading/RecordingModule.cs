using DarkSwap.Hosting;
using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DarkSwap.Integration.Tests.Psbt.Trading;

/// <summary>Stands where the services are that the psbt service tells things.</summary>
internal sealed class RecordingModule : IServiceModule
{
    public static string Name => "recording";

    public static void AddServices(IHostApplicationBuilder builder) => builder.Services.AddSingleton<RecordedMessages>();

    public static void AddConsumers(IRegistrationConfigurator registrations) => registrations.AddConsumer<RecordingConsumer>();

    public static void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }
}
