using DarkSwap.Hosting;
using DarkSwap.Hosting.Persistence;
using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace DarkSwap.Shared.Tests.Messaging.Samples;

public sealed class SampleModule : IServiceModule
{
    public static string Name => "sample";

    public static void AddServices(IHostApplicationBuilder builder) => builder.AddServiceDatabase<SampleDbContext>(Name).Services.TryAddSingleton<SampleFaults>();

    public static void AddConsumers(IRegistrationConfigurator registrations)
    {
        registrations.AddConsumer<FirstConsumer>();
        registrations.AddConsumer<SecondConsumer>();
        registrations.AddConsumer<NotingConsumer>();
        registrations.AddConsumer<AnsweringConsumer>();
    }

    public static void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }
}
