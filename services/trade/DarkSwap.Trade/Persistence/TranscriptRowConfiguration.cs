using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DarkSwap.Trade.Persistence;

public sealed class TranscriptRowConfiguration : IEntityTypeConfiguration<TranscriptRow>
{
    public void Configure(EntityTypeBuilder<TranscriptRow> builder)
    {
        builder.ToTable("transcript");
        builder.HasKey(row => new { row.TradeId, row.Position });
        builder.Property(row => row.Kind).HasConversion<string>().HasMaxLength(16);
        builder.Property(row => row.Hash).HasMaxLength(32);
        builder.HasIndex(row => new { row.TradeId, row.Sequence, row.IsOwn }).IsUnique().HasDatabaseName("transcript_sequence");
    }
}
