using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DarkSwap.Trade.Persistence;

public sealed class TradeRowConfiguration : IEntityTypeConfiguration<TradeRow>
{
    public void Configure(EntityTypeBuilder<TradeRow> builder)
    {
        builder.ToTable("trades");
        builder.HasKey(trade => trade.TradeId);
        builder.Property(trade => trade.TradeId).ValueGeneratedNever();
        builder.Property(trade => trade.Side).HasConversion<string>().HasMaxLength(16);
        builder.Property(trade => trade.OrderId).HasMaxLength(64);
        builder.Property(trade => trade.Counterparty).HasMaxLength(128);
        builder.Property(trade => trade.Owner).HasMaxLength(128);
        builder.Property(trade => trade.Network).HasMaxLength(64);
        builder.Property(trade => trade.RequestHash).HasMaxLength(64);
        builder.Property(trade => trade.State).HasConversion<string>().HasMaxLength(16);
        builder.Property(trade => trade.Need).HasConversion<string>().HasMaxLength(16);
        builder.Property(trade => trade.Version).IsConcurrencyToken();
        builder.HasIndex(trade => trade.WakeAt).HasDatabaseName("trades_wake_at");
        builder.HasIndex(trade => new { trade.CreatedAt, trade.TradeId }).HasDatabaseName("trades_created_at");
        builder.HasIndex(trade => new { trade.Counterparty, trade.CreatedAt }).HasDatabaseName("trades_counterparty");
        builder.HasIndex(trade => new { trade.Owner, trade.CreatedAt }).HasDatabaseName("trades_owner");
        builder.HasIndex(trade => trade.OrderId).HasDatabaseName("trades_order_id");
    }
}
