using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Gateway.Persistence.Migrations;

/// <summary>The model after <see cref="AddIdempotencyRecords"/>.</summary>
internal static class AddIdempotencyRecordsModel
{
    public static void Build(ModelBuilder model)
    {
        CreateEventLogModel.Build(model);
        model.Entity("DarkSwap.Gateway.Persistence.IdempotencyRecord", entity =>
        {
            entity.Property<string>("KeyHash").HasMaxLength(64).HasColumnName("key_hash");
            entity.Property<string>("RequestHash").IsRequired().HasMaxLength(64).HasColumnName("request_hash");
            entity.Property<long>("CreatedAt").HasColumnName("created_at");
            entity.Property<int?>("Status").HasColumnName("status");
            entity.Property<string>("ContentType").HasMaxLength(256).HasColumnName("content_type");
            entity.Property<string>("Location").HasMaxLength(2048).HasColumnName("location");
            entity.Property<byte[]>("Body").HasColumnName("body");
            entity.HasKey("KeyHash");
            entity.HasIndex("CreatedAt").HasDatabaseName("idempotency_records_created_at");
            entity.ToTable("idempotency_records");
        });
    }
}
