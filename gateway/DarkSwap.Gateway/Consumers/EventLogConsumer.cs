using DarkSwap.Contracts.Connectivity;
using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Trades;
using DarkSwap.Gateway.Events;
using DarkSwap.Messaging.Delivery;
using MassTransit;

namespace DarkSwap.Gateway.Consumers;

/// <summary>Takes what the services tell into the log.</summary>
[SharesCommits]
internal sealed class EventLogConsumer(EventLogIntake log)
    : IConsumer<OrderOpened>, IConsumer<OrderChanged>, IConsumer<OrderClosed>, IConsumer<OrdersChanged>, IConsumer<TradeStateChanged>, IConsumer<PeerConnected>, IConsumer<PeerDisconnected>
{
    public Task Consume(ConsumeContext<OrderOpened> context) => AppendOrderAsync(context, EventTypes.OrderOpened, context.Message.Order);

    public Task Consume(ConsumeContext<OrderChanged> context) => AppendOrderAsync(context, EventTypes.OrderChanged, context.Message.Order);

    public Task Consume(ConsumeContext<OrderClosed> context) => AppendOrderAsync(context, EventTypes.OrderClosed, context.Message.Order);

    public Task Consume(ConsumeContext<OrdersChanged> context) => log.AppendAsync(
        [.. context.Message.ToChanges().Select(change => new NewEvent(
            change.EventId!.Value, change.OccurredAt, TypeOf(change.Kind), PairOf(change.Order.Base, change.Order.Quote), null, OrderEventData.Of(change.Order, change.OccurredAt)))],
        context.CancellationToken);

    public Task Consume(ConsumeContext<TradeStateChanged> context) => AppendAsync(
        context, EventTypes.TradeStateChanged, PairOf(context.Message.Base, context.Message.Quote), TradeEventData.Of(context.Message), context.Message.Owner);

    public Task Consume(ConsumeContext<PeerConnected> context) => AppendAsync(
        context,
        EventTypes.PeerConnected,
        null,
        new PeerEventData
        {
            OccurredAt = context.Message.OccurredAt,
            PeerId = context.Message.PeerId,
            Address = context.Message.Address,
            IsInbound = context.Message.IsInbound,
        });

    public Task Consume(ConsumeContext<PeerDisconnected> context) => AppendAsync(
        context, EventTypes.PeerDisconnected, null, new PeerEventData { OccurredAt = context.Message.OccurredAt, PeerId = context.Message.PeerId });

    private static string TypeOf(OrderChangeKind kind) => kind switch
    {
        OrderChangeKind.Opened => EventTypes.OrderOpened,
        OrderChangeKind.Changed => EventTypes.OrderChanged,
        OrderChangeKind.Closed => EventTypes.OrderClosed,
    };

    private static string PairOf(string baseAsset, string quoteAsset) => $"{baseAsset}/{quoteAsset}";

    private Task AppendOrderAsync<TMessage>(ConsumeContext<TMessage> context, string type, OrderSnapshot order)
        where TMessage : class, Contracts.IMessage =>
        AppendAsync(context, type, PairOf(order.Base, order.Quote), OrderEventData.Of(order, context.Message.OccurredAt));

    private Task AppendAsync<TMessage>(ConsumeContext<TMessage> context, string type, string? pair, object data, string? owner = null)
        where TMessage : class, Contracts.IMessage =>
        log.AppendAsync([new NewEvent(context.Message.EventId, context.Message.OccurredAt, type, pair, owner, data)], context.CancellationToken);
}
