using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace DarkSwap.Hosting.Modules;

/// <summary>A service module as a value, so that a host can compose several.</summary>
public sealed class ModuleRegistration
{
    private ModuleRegistration(
        string name,
        Action<IHostApplicationBuilder> addServices,
        Action<IRegistrationConfigurator> addConsumers,
        Action<IEndpointRouteBuilder> mapEndpoints)
    {
        Name = name;
        AddServices = addServices;
        AddConsumers = addConsumers;
        MapEndpoints = mapEndpoints;
    }

    public string Name { get; }

    public Action<IHostApplicationBuilder> AddServices { get; }

    public Action<IRegistrationConfigurator> AddConsumers { get; }

    public Action<IEndpointRouteBuilder> MapEndpoints { get; }

    public static ModuleRegistration Of<TModule>()
        where TModule : IServiceModule =>
        new(TModule.Name, TModule.AddServices, TModule.AddConsumers, TModule.MapEndpoints);
}
