using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DarkSwap.Orderbook.Persistence;

internal sealed class OrphanRowConfiguration : IEntityTypeConfiguration<OrphanRow>
{
    public void Configure(EntityTypeBuilder<OrphanRow> builder)
    {
        builder.ToTable("orphans");
        builder.HasKey(orphan => new { orphan.OrderId, orphan.Signer });
        builder.Property(orphan => orphan.OrderId).HasMaxLength(ColumnLengths.Hash);
        builder.Property(orphan => orphan.Signer).HasMaxLength(ColumnLengths.PeerId);
        builder.Property(orphan => orphan.Network).HasMaxLength(ColumnLengths.Network);
        builder.HasIndex(orphan => orphan.Signer).HasDatabaseName("orphans_signer");
        builder.HasIndex(orphan => orphan.ForgetAt).HasDatabaseName("orphans_forget_at");
    }
}
