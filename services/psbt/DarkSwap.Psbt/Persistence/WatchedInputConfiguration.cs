using DarkSwap.Psbt.Watching;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DarkSwap.Psbt.Persistence;

internal sealed class WatchedInputConfiguration : IEntityTypeConfiguration<WatchedInput>
{
    public void Configure(EntityTypeBuilder<WatchedInput> builder)
    {
        builder.ToTable("watched_inputs");
        builder.HasKey(entity => new { entity.TradeId, entity.OutPoint });
        builder.Property(entity => entity.OutPoint).HasMaxLength(TextLengths.OutPoint);
        builder.Property(entity => entity.SpendingTransactionId).HasMaxLength(TextLengths.Hash);
        builder.Property(entity => entity.Status).HasConversion<string>().HasMaxLength(TextLengths.Enumeration);
    }
}
