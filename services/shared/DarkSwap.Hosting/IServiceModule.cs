using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace DarkSwap.Hosting;

/// <summary>
/// A service as a unit of composition: alone behind its own <c>Program</c>, or with the others in the standalone node.
/// </summary>
public interface IServiceModule
{
    /// <summary>Lower-case name: configuration section, database schema and queue prefix of the service.</summary>
    static abstract string Name { get; }

    /// <summary>Registers everything the service needs; calls one method per room.</summary>
    static abstract void AddServices(IHostApplicationBuilder builder);

    /// <summary>Registers the service's consumers with the bus or the in-process mediator.</summary>
    static abstract void AddConsumers(IRegistrationConfigurator registrations);

    /// <summary>Maps the service's own paths of the public API, relative to <c>/api/v1</c>. Each endpoint says who may call it (<see cref="Security.AccessPolicies"/>).</summary>
    static abstract void MapEndpoints(IEndpointRouteBuilder endpoints);
}
