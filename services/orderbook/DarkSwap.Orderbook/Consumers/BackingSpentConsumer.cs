using DarkSwap.Contracts.Psbts;
using DarkSwap.Messaging.Inbox;
using DarkSwap.Orderbook.Domain;
using DarkSwap.Orderbook.Persistence;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Orderbook.Consumers;

/// <summary>Takes an order out of the book when a coin behind it is spent.</summary>
public sealed partial class BackingSpentConsumer(BookParts parts, ILogger<BackingSpentConsumer> logger) : IConsumer<BackingSpent>
{
    public async Task Consume(ConsumeContext<BackingSpent> delivery)
    {
        var message = delivery.Message;
        await InboxTransaction.RunAsync(parts.Context, message.EventId, nameof(BackingSpentConsumer), parts.TimeProvider, ApplyAsync, delivery.CancellationToken);

        async Task ApplyAsync(CancellationToken cancellationToken)
        {
            var row = await parts.Context.Orders.SingleOrDefaultAsync(order => order.OrderId == message.OrderId, cancellationToken);

            // A maker may have replaced the coin since it was watched.
            if (row is not null && CoinsJson.Read(row.Backing).Any(coin => coin.OutPoint == message.OutPoint))
            {
                parts.Writer.SetVerdict(row, BackingVerdict.Invalid);
                LogSpent(message.OrderId, message.OutPoint, message.SpendingTransactionId);
            }
        }
    }

    [LoggerMessage(EventId = 2302, Level = LogLevel.Information, Message = "Order {OrderId} lost its backing {OutPoint} to {TransactionId}")]
    private partial void LogSpent(string orderId, string outPoint, string transactionId);
}
