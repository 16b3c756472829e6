using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DarkSwap.Orderbook.Persistence;

internal sealed class OwnOrderRowConfiguration : IEntityTypeConfiguration<OwnOrderRow>
{
    public void Configure(EntityTypeBuilder<OwnOrderRow> builder)
    {
        builder.ToTable("own_orders");
        builder.HasKey(order => order.OrderId);
        builder.Property(order => order.OrderId).HasMaxLength(ColumnLengths.Hash);
        builder.Property(order => order.ReceiveAddress).HasMaxLength(ColumnLengths.Address);
        builder.Property(order => order.ChangeAddress).HasMaxLength(ColumnLengths.Address);
        builder.Property(order => order.Acceptance).HasConversion<string>().HasMaxLength(ColumnLengths.Name);
        builder.Property(order => order.Version).IsConcurrencyToken();
        builder.HasIndex(order => order.NeedsSignature).HasDatabaseName("own_orders_needs_signature");
    }
}
