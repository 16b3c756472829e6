using DarkSwap.Orderbook.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DarkSwap.Orderbook.Persistence;

internal sealed class OrderRowConfiguration : IEntityTypeConfiguration<OrderRow>
{
    public void Configure(EntityTypeBuilder<OrderRow> builder)
    {
        builder.ToTable("orders");
        builder.HasKey(order => order.OrderId);
        builder.Property(order => order.OrderId).HasMaxLength(ColumnLengths.Hash);
        builder.Property(order => order.Network).HasMaxLength(ColumnLengths.Network);
        builder.Property(order => order.Maker).HasMaxLength(ColumnLengths.PeerId);
        builder.Property(order => order.Agent).HasMaxLength(ColumnLengths.PeerId);
        builder.Property(order => order.Base).HasMaxLength(ColumnLengths.Asset);
        builder.Property(order => order.Quote).HasMaxLength(ColumnLengths.Asset);
        builder.Property(order => order.Side).HasConversion<string>().HasMaxLength(ColumnLengths.Name);
        builder.Property(order => order.PriceSortKey).HasMaxLength(ExactPrice.SortKeyLength);
        builder.Property(order => order.MinimumFeeRate).HasColumnName("minimum_fee_rate_satoshis_per_kilobyte");
        builder.Property(order => order.MaximumFeeRate).HasColumnName("maximum_fee_rate_satoshis_per_kilobyte");
        builder.Property(order => order.Verdict).HasConversion<string>().HasMaxLength(ColumnLengths.Name);
        builder.Property(order => order.Status).HasConversion<string>().HasMaxLength(ColumnLengths.Name);
        builder.Property(order => order.Version).IsConcurrencyToken();
        builder.Ignore(order => order.Facts);
        builder.Ignore(order => order.IsOfUser);
        builder.HasIndex(order => new { order.Base, order.Quote, order.Status, order.Side, order.PriceSortKey }).HasDatabaseName("orders_book");
        builder.HasIndex(order => new { order.Status, order.ExpiresAt }).HasDatabaseName("orders_expiry");
        builder.HasIndex(order => new { order.Status, order.NextCheckAt }).HasDatabaseName("orders_check");
        builder.HasIndex(order => new { order.CreatedAt, order.OrderId }).HasDatabaseName("orders_created");
        builder.HasIndex(order => order.Maker).HasDatabaseName("orders_maker");
        builder.HasIndex(order => order.OriginalExpiresAt).HasDatabaseName("orders_original_expiry");
    }
}
