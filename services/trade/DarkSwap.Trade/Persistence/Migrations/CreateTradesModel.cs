using DarkSwap.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Trade.Persistence.Migrations;

/// <summary>The model after <see cref="CreateTrades"/>. Frozen.</summary>
internal static class CreateTradesModel
{
    public static void Build(ModelBuilder model)
    {
        model.HasDefaultSchema(TradeModule.Name);
        model.HasMessagingTablesVersion1();
        model.Entity("DarkSwap.Trade.Persistence.TradeRow", entity =>
        {
            entity.Property<Guid>("TradeId").HasColumnName("trade_id");
            entity.Property<string>("Side").IsRequired().HasMaxLength(16).HasColumnName("side");
            entity.Property<string>("OrderId").IsRequired().HasMaxLength(64).HasColumnName("order_id");
            entity.Property<string>("Counterparty").IsRequired().HasMaxLength(128).HasColumnName("counterparty");
            entity.Property<string>("Network").IsRequired().HasMaxLength(64).HasColumnName("network");
            entity.Property<long>("CreatedAt").HasColumnName("created_at");
            entity.Property<string>("RequestHash").HasMaxLength(64).HasColumnName("request_hash");
            entity.Property<string>("State").IsRequired().HasMaxLength(16).HasColumnName("state");
            entity.Property<string>("Need").HasMaxLength(16).HasColumnName("need");
            entity.Property<long>("UpdatedAt").HasColumnName("updated_at");
            entity.Property<long?>("WakeAt").HasColumnName("wake_at");
            entity.Property<string>("Document").IsRequired().HasColumnName("document");
            entity.Property<long>("Version").IsConcurrencyToken().HasColumnName("version");
            entity.HasKey("TradeId");
            entity.HasIndex("WakeAt").HasDatabaseName("trades_wake_at");
            entity.HasIndex("CreatedAt", "TradeId").HasDatabaseName("trades_created_at");
            entity.HasIndex("Counterparty", "CreatedAt").HasDatabaseName("trades_counterparty");
            entity.HasIndex("OrderId").HasDatabaseName("trades_order_id");
            entity.ToTable("trades");
        });
        model.Entity("DarkSwap.Trade.Persistence.TranscriptRow", entity =>
        {
            entity.Property<Guid>("TradeId").HasColumnName("trade_id");
            entity.Property<int>("Position").HasColumnName("position");
            entity.Property<int>("Sequence").HasColumnName("sequence");
            entity.Property<bool>("IsOwn").HasColumnName("is_own");
            entity.Property<string>("Kind").IsRequired().HasMaxLength(16).HasColumnName("kind");
            entity.Property<byte[]>("Envelope").IsRequired().HasColumnName("envelope");
            entity.Property<byte[]>("Hash").IsRequired().HasMaxLength(32).HasColumnName("hash");
            entity.Property<long>("RecordedAt").HasColumnName("recorded_at");
            entity.HasKey("TradeId", "Position");
            entity.HasIndex("TradeId", "Sequence", "IsOwn").IsUnique().HasDatabaseName("transcript_sequence");
            entity.ToTable("transcript");
        });
        model.Entity("DarkSwap.Trade.Persistence.ClaimRow", entity =>
        {
            entity.Property<string>("Claim").HasMaxLength(160).HasColumnName("claim");
            entity.Property<Guid>("TradeId").HasColumnName("trade_id");
            entity.HasKey("Claim");
            entity.HasIndex("TradeId").HasDatabaseName("claims_trade_id");
            entity.ToTable("claims");
        });
    }
}
