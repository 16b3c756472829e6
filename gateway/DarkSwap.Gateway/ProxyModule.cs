using DarkSwap.Gateway.Authentication;
using DarkSwap.Gateway.Proxy;
using DarkSwap.Hosting;
using MassTransit;

namespace DarkSwap.Gateway;

/// <summary>What the gateway has beyond <see cref="GatewayModule"/> when the services are processes of their own: the way to them.</summary>
public sealed class ProxyModule : IServiceModule
{
    public static string Name => "proxy";

    public static void AddServices(IHostApplicationBuilder builder) => builder.AddProxy();

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
