using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DarkSwap.Orderbook.Persistence;

internal sealed class TradeRowConfiguration : IEntityTypeConfiguration<TradeRow>
{
    public void Configure(EntityTypeBuilder<TradeRow> builder)
    {
        builder.ToTable("trades");
        builder.HasKey(trade => trade.TradeId);
        builder.Property(trade => trade.TradeId).HasMaxLength(ColumnLengths.TradeId);
        builder.Property(trade => trade.OrderId).HasMaxLength(ColumnLengths.Hash);
        builder.Property(trade => trade.Side).HasConversion<string>().HasMaxLength(ColumnLengths.Name);
        builder.Property(trade => trade.Base).HasMaxLength(ColumnLengths.Asset);
        builder.Property(trade => trade.Quote).HasMaxLength(ColumnLengths.Asset);
        builder.Property(trade => trade.TransactionId).HasMaxLength(ColumnLengths.Hash);
        builder.Property(trade => trade.TradeVersion).IsConcurrencyToken();
        builder.Property(trade => trade.Phase).HasConversion<string>().HasMaxLength(ColumnLengths.Name);
        builder.Property(trade => trade.ChangeOutPoint).HasMaxLength(ColumnLengths.OutPoint);
        builder.HasIndex(trade => trade.OrderId).HasDatabaseName("trades_order");
        builder.HasIndex(trade => new { trade.Base, trade.Quote, trade.IsCompleted, trade.ChangedAt, trade.TradeId }).HasDatabaseName("trades_market");
    }
}
