using DarkSwap.Contracts;
using DarkSwap.Contracts.Connectivity;
using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Cryptography;
using DarkSwap.Hosting;
using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace DarkSwap.Orderbook.Tests.Service;

/// <summary>Stands where connectivity and the psbt service stand in a node.</summary>
public sealed class NeighbourModule : IServiceModule
{
    public static string Name => "neighbours";

    public static void AddServices(IHostApplicationBuilder builder)
    {
    }

    public static void AddConsumers(IRegistrationConfigurator registrations)
    {
        registrations.AddConsumer<Answers>();
        registrations.AddConsumer<Listener>();
    }

    public static void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }

    public sealed class Answers(Neighbours neighbours) : IConsumer<GetNodeIdentity>, IConsumer<GetChainStatus>, IConsumer<SignDocument>, IConsumer<VerifyBacking>, IConsumer<CheckAddresses>
    {
        public Task Consume(ConsumeContext<CheckAddresses> context) =>
            context.RespondAsync(new AddressesChecked { Invalid = [.. context.Message.Addresses.Where(address => !address.StartsWith("bcrt1", StringComparison.Ordinal))] });

        public Task Consume(ConsumeContext<GetNodeIdentity> context) => context.RespondAsync(
            new NodeIdentityDescribed { PeerId = neighbours.NodePeerId, PublicKey = neighbours.NodeKey.PublicKey.ToBytes(), Addresses = [] });

        public Task Consume(ConsumeContext<GetChainStatus> context) => context.RespondAsync(
            new ChainStatusDescribed { Network = neighbours.Network, IsReady = neighbours.Network is not null, Height = 1, IsAssetSourceMissing = false });

        public Task Consume(ConsumeContext<SignDocument> context) => neighbours.RefusesToSign
            ? context.RespondAsync(new SigningRefused { Reason = "not now" })
            : context.RespondAsync(new DocumentSigned
            {
                Envelope = SignedEnvelope.Seal(neighbours.NodeKey, context.Message.Domain, context.Message.PayloadType, context.Message.Payload),
            });

        public Task Consume(ConsumeContext<VerifyBacking> context) => context.RespondAsync(neighbours.Verify(context.Message));
    }

    public sealed class Listener(Neighbours neighbours)
        : IConsumer<PublishOrderEvents>, IConsumer<WatchBacking>, IConsumer<RegisterScripts>, IConsumer<OrderOpened>, IConsumer<OrderChanged>, IConsumer<OrderClosed>, IConsumer<OrdersChanged>
    {
        public Task Consume(ConsumeContext<PublishOrderEvents> context) => Tell(context.Message);

        public Task Consume(ConsumeContext<WatchBacking> context) => Tell(context.Message);

        public Task Consume(ConsumeContext<RegisterScripts> context) => Tell(context.Message);

        public Task Consume(ConsumeContext<OrderOpened> context) => Tell(context.Message);

        public Task Consume(ConsumeContext<OrderChanged> context) => Tell(context.Message);

        public Task Consume(ConsumeContext<OrderClosed> context) => Tell(context.Message);

        public Task Consume(ConsumeContext<OrdersChanged> context)
        {
            foreach (var change in context.Message.Changes)
            {
                var eventId = Guid.CreateVersion7(change.OccurredAt);
                neighbours.Tell(change.Kind switch
                {
                    OrderChangeKind.Opened => new OrderOpened { EventId = eventId, OccurredAt = change.OccurredAt, Order = change.Order },
                    OrderChangeKind.Changed => new OrderChanged { EventId = eventId, OccurredAt = change.OccurredAt, Order = change.Order },
                    OrderChangeKind.Closed => (IMessage)new OrderClosed { EventId = eventId, OccurredAt = change.OccurredAt, Order = change.Order },
                });
            }

            return Tell(context.Message);
        }

        private Task Tell(IMessage message)
        {
            neighbours.Tell(message);
            return Task.CompletedTask;
        }
    }
}
