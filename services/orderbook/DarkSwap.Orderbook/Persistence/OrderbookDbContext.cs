using DarkSwap.Contracts;
using DarkSwap.Contracts.Orders;
using DarkSwap.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Orderbook.Persistence;

public sealed class OrderbookDbContext(DbContextOptions<OrderbookDbContext> options) : ServiceDbContext(options, OrderbookModule.Name)
{
    /// <summary>Queue of everything that became of orders, so that it is told in the order of commits.</summary>
    private const string ChangesQueue = "order-changes";

    private const int MaximumChangesPerMessage = 256;

    public DbSet<OrderRow> Orders => Set<OrderRow>();

    public DbSet<OrphanRow> Orphans => Set<OrphanRow>();

    public DbSet<OwnOrderRow> OwnOrders => Set<OwnOrderRow>();

    public DbSet<TradeRow> Trades => Set<TradeRow>();

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        TellChanges();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    private void TellChanges()
    {
        var changes = new List<OrderChange>();
        foreach (var entry in ChangeTracker.Entries<OrderRow>())
        {
            changes.AddRange(entry.Entity.Untold);
            entry.Entity.Untold.Clear();
        }

        foreach (var together in changes.Chunk(MaximumChangesPerMessage))
        {
            AddToOutbox(MessageOf(together), ChangesQueue);
        }
    }

    private static IMessage MessageOf(OrderChange[] changes)
    {
        var last = changes[^1];
        var eventId = Guid.CreateVersion7(last.OccurredAt);
        return changes is not [var only]
            ? new OrdersChanged { EventId = eventId, OccurredAt = last.OccurredAt, Changes = changes }
            : only.Kind switch
            {
                OrderChangeKind.Opened => new OrderOpened { EventId = eventId, OccurredAt = only.OccurredAt, Order = only.Order },
                OrderChangeKind.Changed => new OrderChanged { EventId = eventId, OccurredAt = only.OccurredAt, Order = only.Order },
                OrderChangeKind.Closed => new OrderClosed { EventId = eventId, OccurredAt = only.OccurredAt, Order = only.Order },
            };
    }
}
