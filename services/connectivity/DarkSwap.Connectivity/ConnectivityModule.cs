using DarkSwap.Connectivity.Consumers;
using DarkSwap.Connectivity.Endpoints;
using DarkSwap.Connectivity.Hosting;
using DarkSwap.Connectivity.Persistence;
using DarkSwap.Connectivity.Telemetry;
using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Hosting;
using DarkSwap.Hosting.Persistence;
using MassTransit;

namespace DarkSwap.Connectivity;

/// <summary>The node's identity, its connections, and the DarkSwap peer protocol on them.</summary>
public sealed class ConnectivityModule : IServiceModule
{
    public static string Name => "connectivity";

    public static void AddServices(IHostApplicationBuilder builder)
    {
        builder.AddServiceDatabase<ConnectivityDbContext>(Name);
        builder.Services.AddSingleton<ConnectivityMetrics>();
        builder.AddLibp2pNode().AddPeerMessaging().AddOrderExchange();
    }

    public static void AddConsumers(IRegistrationConfigurator registrations)
    {
        registrations.AddConsumer<SendPeerMessagesConsumer>();
        registrations.AddConsumer<PublishOrderEventsConsumer>();
        registrations.AddConsumer<SignDocumentConsumer>();
        registrations.AddConsumer<GetNodeIdentityConsumer>();
        registrations.AddRequestClient<GetChainStatus>();
        registrations.AddRequestClient<GetOrderEvents>();
    }

    public static void MapEndpoints(IEndpointRouteBuilder endpoints) => endpoints.MapNetworkEndpoints();
}
