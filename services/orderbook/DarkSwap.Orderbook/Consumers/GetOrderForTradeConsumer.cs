using DarkSwap.Contracts.Orders;
using DarkSwap.Orderbook.OwnOrders;
using DarkSwap.Orderbook.Persistence;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Orderbook.Consumers;

/// <summary>Answers what a trade needs to know of an order.</summary>
public sealed class GetOrderForTradeConsumer(OrderbookDbContext context, OwnOrderIntents intents, TimeProvider timeProvider) : IConsumer<GetOrderForTrade>
{
    public async Task Consume(ConsumeContext<GetOrderForTrade> delivery)
    {
        var orderId = delivery.Message.OrderId;
        var row = await context.Orders.AsNoTracking().SingleOrDefaultAsync(order => order.OrderId == orderId, delivery.CancellationToken);
        var own = row is null ? null : await context.OwnOrders.AsNoTracking().SingleOrDefaultAsync(order => order.OrderId == orderId, delivery.CancellationToken);

        if (row is { IsOfUser: true } && own is not null)
        {
            OwnOrderIntents.FoldInto(row, OwnOrderIntents.Of(own, row, await intents.FillsOfAsync(orderId, delivery.CancellationToken), CoinsJson.Read(own.Coins)));
        }

        // The worker may not have come round to an order that has just expired.
        await delivery.RespondAsync(new OrderForTrade
        {
            Order = row is null ? null : row.ToSnapshot() with { Status = row.Facts.StatusAt(timeProvider.GetUtcNow()) },
            Settlement = own?.ToSettlement(),
        });
    }
}
