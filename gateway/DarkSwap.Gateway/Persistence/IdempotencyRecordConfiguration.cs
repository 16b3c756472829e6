using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DarkSwap.Gateway.Persistence;

internal sealed class IdempotencyRecordConfiguration : IEntityTypeConfiguration<IdempotencyRecord>
{
    public void Configure(EntityTypeBuilder<IdempotencyRecord> builder)
    {
        builder.ToTable("idempotency_records");
        builder.HasKey(record => record.KeyHash);
        builder.Property(record => record.KeyHash).HasMaxLength(64);
        builder.Property(record => record.RequestHash).HasMaxLength(64);
        builder.Property(record => record.ContentType).HasMaxLength(256);
        builder.Property(record => record.Location).HasMaxLength(2048);
        builder.HasIndex(record => record.CreatedAt).HasDatabaseName("idempotency_records_created_at");
    }
}
