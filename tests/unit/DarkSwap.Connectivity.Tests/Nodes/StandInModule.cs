using DarkSwap.Contracts.Connectivity;
using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Hosting;
using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace DarkSwap.Connectivity.Tests.Nodes;

/// <summary>Stands where orderbook, trade and psbt stand in a node.</summary>
public sealed class StandInModule : IServiceModule
{
    public static string Name => "standin";

    public static void AddServices(IHostApplicationBuilder builder)
    {
    }

    public static void AddConsumers(IRegistrationConfigurator registrations)
    {
        registrations.AddConsumer<ChainStatusConsumer>();
        registrations.AddConsumer<BookConsumer>();
        registrations.AddConsumer<OrdersConsumer>();
        registrations.AddConsumer<MessagesConsumer>();
        registrations.AddRequestClient<SignDocument>();
        registrations.AddRequestClient<GetNodeIdentity>();
    }

    public static void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }

    private sealed class ChainStatusConsumer(StandInServices services) : IConsumer<GetChainStatus>
    {
        public Task Consume(ConsumeContext<GetChainStatus> context) => context.RespondAsync(services.ChainStatus);
    }

    private sealed class BookConsumer(StandInServices services) : IConsumer<GetOrderEvents>
    {
        public Task Consume(ConsumeContext<GetOrderEvents> context) => context.RespondAsync(services.Page(context.Message));
    }

    private sealed class OrdersConsumer(StandInServices services) : IConsumer<OrderEventsReceived>
    {
        public Task Consume(ConsumeContext<OrderEventsReceived> context)
        {
            services.Orders.Enqueue(context.Message);
            return Task.CompletedTask;
        }
    }

    private sealed class MessagesConsumer(StandInServices services) : IConsumer<PeerMessagesReceived>
    {
        public Task Consume(ConsumeContext<PeerMessagesReceived> context)
        {
            services.Messages.Enqueue(context.Message);
            return Task.CompletedTask;
        }
    }
}
