using DarkSwap.Psbt.Broadcast;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DarkSwap.Psbt.Persistence;

internal sealed class BroadcastJobConfiguration : IEntityTypeConfiguration<BroadcastJob>
{
    public void Configure(EntityTypeBuilder<BroadcastJob> builder)
    {
        builder.ToTable("broadcast_jobs");
        builder.HasKey(entity => entity.TransactionId);
        builder.Property(entity => entity.TransactionId).HasMaxLength(TextLengths.Hash);
        builder.Property(entity => entity.State).HasConversion<string>().HasMaxLength(TextLengths.Enumeration);
        builder.HasIndex(entity => entity.TradeId).HasDatabaseName("broadcast_jobs_trade_id");
        builder.HasIndex(entity => entity.NextAttemptAt).HasDatabaseName("broadcast_jobs_next_attempt_at");
    }
}
