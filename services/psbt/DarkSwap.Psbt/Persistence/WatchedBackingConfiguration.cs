using DarkSwap.Psbt.Watching;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DarkSwap.Psbt.Persistence;

internal sealed class WatchedBackingConfiguration : IEntityTypeConfiguration<WatchedBacking>
{
    public void Configure(EntityTypeBuilder<WatchedBacking> builder)
    {
        builder.ToTable("watched_backings");
        builder.HasKey(entity => new { entity.OrderId, entity.OutPoint });
        builder.Property(entity => entity.OrderId).HasMaxLength(TextLengths.Hash);
        builder.Property(entity => entity.OutPoint).HasMaxLength(TextLengths.OutPoint);
        builder.Property(entity => entity.SpendingTransactionId).HasMaxLength(TextLengths.Hash);
    }
}
