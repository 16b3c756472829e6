using DarkSwap.Psbt.Watching;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DarkSwap.Psbt.Persistence;

internal sealed class WatchedTransactionConfiguration : IEntityTypeConfiguration<WatchedTransaction>
{
    public void Configure(EntityTypeBuilder<WatchedTransaction> builder)
    {
        builder.ToTable("watched_transactions");
        builder.HasKey(entity => new { entity.TradeId, entity.Round });
        builder.Property(entity => entity.TransactionId).HasMaxLength(TextLengths.Hash);
        builder.Property(entity => entity.Status).HasConversion<string>().HasMaxLength(TextLengths.Enumeration);
    }
}
