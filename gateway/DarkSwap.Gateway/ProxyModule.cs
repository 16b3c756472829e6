using DarkSwap.Gateway.Authentication;
using DarkSwap.Gateway.OpenApi;
using DarkSwap.Gateway.Proxy;
using DarkSwap.Hosting;
using DarkSwap.Hosting.OpenApi;
using MassTransit;

namespace DarkSwap.Gateway;

/// <summary>What the gateway has beyond <see cref="GatewayModule"/> when the services are processes of their own: the way to them.</summary>
public sealed class ProxyModule : IServiceModule
{
    public static string Name => "proxy";

    public static void AddServices(IHostApplicationBuilder builder)
    {
        builder.AddProxy();
        builder.Services.AddSingleton<ServiceDocuments>();
        builder.Services.AddSingleton<IOpenApiDocument, MergedOpenApiDocument>();
    }

    public static void AddConsumers(IRegistrationConfigurator registrations)
    {
    }

    public static void MapEndpoints(IEndpointRouteBuilder endpoints) => endpoints.MapReverseProxy(proxy =>
    {
        proxy.Use(EdgeForwarding.ReplaceCredentialAsync);
        proxy.Use(ForwardingFailures.TellAsync);
        proxy.UseLoadBalancing();
        proxy.UsePassiveHealthChecks();
    });
}
