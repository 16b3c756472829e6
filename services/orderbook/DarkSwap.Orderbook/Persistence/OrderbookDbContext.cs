using DarkSwap.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Orderbook.Persistence;

public sealed class OrderbookDbContext(DbContextOptions<OrderbookDbContext> options) : ServiceDbContext(options, OrderbookModule.Name)
{
    public DbSet<OrderRow> Orders => Set<OrderRow>();

    public DbSet<OrphanRow> Orphans => Set<OrphanRow>();

    public DbSet<OwnOrderRow> OwnOrders => Set<OwnOrderRow>();

    public DbSet<TradeRow> Trades => Set<TradeRow>();
}
