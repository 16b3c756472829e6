using DarkSwap.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Trade.Persistence;

/// <summary>The trade service's tables.</summary>
public sealed class TradeDbContext(DbContextOptions<TradeDbContext> options) : ServiceDbContext(options, TradeModule.Name)
{
    public DbSet<TradeRow> Trades => Set<TradeRow>();

    public DbSet<TranscriptRow> Transcript => Set<TranscriptRow>();

    public DbSet<ClaimRow> Claims => Set<ClaimRow>();
}
