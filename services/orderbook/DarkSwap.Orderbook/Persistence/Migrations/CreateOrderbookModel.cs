using DarkSwap.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Orderbook.Persistence.Migrations;

/// <summary>The model after <see cref="CreateOrderbook"/>.</summary>
internal static class CreateOrderbookModel
{
    public static void Build(ModelBuilder model)
    {
        model.HasDefaultSchema("orderbook");
        model.HasMessagingTablesVersion1();
        BuildOrders(model);
        BuildOrphans(model);
        BuildOwnOrders(model);
        BuildTrades(model);
    }

    private static void BuildOrders(ModelBuilder model) => model.Entity("DarkSwap.Orderbook.Persistence.OrderRow", entity =>
    {
        entity.Property<string>("OrderId").HasMaxLength(64).HasColumnName("order_id");
        entity.Property<string>("Network").IsRequired().HasMaxLength(64).HasColumnName("network");
        entity.Property<string>("Maker").IsRequired().HasMaxLength(128).HasColumnName("maker");
        entity.Property<string>("Agent").IsRequired().HasMaxLength(128).HasColumnName("agent");
        entity.Property<string>("Base").IsRequired().HasMaxLength(88).HasColumnName("base");
        entity.Property<string>("Quote").IsRequired().HasMaxLength(88).HasColumnName("quote");
        entity.Property<string>("Side").IsRequired().HasMaxLength(16).HasColumnName("side");
        entity.Property<string>("BaseAmount").IsRequired().HasMaxLength(39).HasColumnName("base_amount");
        entity.Property<string>("PriceQuote").IsRequired().HasMaxLength(39).HasColumnName("price_quote");
        entity.Property<string>("PriceBase").IsRequired().HasMaxLength(39).HasColumnName("price_base");
        entity.Property<string>("PriceSortKey").IsRequired().HasMaxLength(64).HasColumnName("price_sort_key");
        entity.Property<string>("MinimumFill").IsRequired().HasMaxLength(39).HasColumnName("minimum_fill");
        entity.Property<long>("CreatedAt").HasColumnName("created_at");
        entity.Property<long>("OriginalExpiresAt").HasColumnName("original_expires_at");
        entity.Property<long>("MinimumFeeRate").HasColumnName("minimum_fee_rate_satoshis_per_kilobyte");
        entity.Property<long>("MaximumFeeRate").HasColumnName("maximum_fee_rate_satoshis_per_kilobyte");
        entity.Property<bool>("IsOwn").HasColumnName("is_own");
        entity.Property<byte[]>("CreationEnvelope").IsRequired().HasColumnName("creation_envelope");
        entity.Property<byte[]>("UpdateEnvelope").HasColumnName("update_envelope");
        entity.Property<byte[]>("CancellationEnvelope").HasColumnName("cancellation_envelope");
        entity.Property<string>("Remaining").IsRequired().HasMaxLength(39).HasColumnName("remaining");
        entity.Property<long>("ExpiresAt").HasColumnName("expires_at");
        entity.Property<bool>("IsSuspended").HasColumnName("is_suspended");
        entity.Property<string>("UpdateSequence").IsRequired().HasMaxLength(39).HasColumnName("update_sequence");
        entity.Property<byte[]>("UpdateHash").IsRequired().HasColumnName("update_hash");
        entity.Property<string>("Backing").IsRequired().HasColumnName("backing");
        entity.Property<string>("Verdict").IsRequired().HasMaxLength(16).HasColumnName("verdict");
        entity.Property<long>("NextCheckAt").HasColumnName("next_check_at");
        entity.Property<int>("CheckAttempts").HasColumnName("check_attempts");
        entity.Property<string>("Status").IsRequired().HasMaxLength(16).HasColumnName("status");
        entity.Property<long>("Version").IsConcurrencyToken().HasColumnName("version");
        entity.HasKey("OrderId");
        entity.HasIndex("Base", "Quote", "Status", "Side", "PriceSortKey").HasDatabaseName("orders_book");
        entity.HasIndex("Status", "ExpiresAt").HasDatabaseName("orders_expiry");
        entity.HasIndex("Status", "NextCheckAt").HasDatabaseName("orders_check");
        entity.HasIndex("CreatedAt", "OrderId").HasDatabaseName("orders_created");
        entity.HasIndex("Maker").HasDatabaseName("orders_maker");
        entity.HasIndex("OriginalExpiresAt").HasDatabaseName("orders_original_expiry");
        entity.ToTable("orders");
    });

    private static void BuildOrphans(ModelBuilder model) => model.Entity("DarkSwap.Orderbook.Persistence.OrphanRow", entity =>
    {
        entity.Property<string>("OrderId").HasMaxLength(64).HasColumnName("order_id");
        entity.Property<string>("Signer").HasMaxLength(128).HasColumnName("signer");
        entity.Property<string>("Network").IsRequired().HasMaxLength(64).HasColumnName("network");
        entity.Property<byte[]>("UpdateEnvelope").HasColumnName("update_envelope");
        entity.Property<byte[]>("CancellationEnvelope").HasColumnName("cancellation_envelope");
        entity.Property<long>("ForgetAt").HasColumnName("forget_at");
        entity.HasKey("OrderId", "Signer");
        entity.HasIndex("Signer").HasDatabaseName("orphans_signer");
        entity.HasIndex("ForgetAt").HasDatabaseName("orphans_forget_at");
        entity.ToTable("orphans");
    });

    private static void BuildOwnOrders(ModelBuilder model) => model.Entity("DarkSwap.Orderbook.Persistence.OwnOrderRow", entity =>
    {
        entity.Property<string>("OrderId").HasMaxLength(64).HasColumnName("order_id");
        entity.Property<string>("Coins").IsRequired().HasColumnName("coins");
        entity.Property<string>("ReceiveAddress").IsRequired().HasMaxLength(128).HasColumnName("receive_address");
        entity.Property<string>("ChangeAddress").IsRequired().HasMaxLength(128).HasColumnName("change_address");
        entity.Property<byte[]>("ChangeProof").HasColumnName("change_proof");
        entity.Property<string>("Acceptance").IsRequired().HasMaxLength(16).HasColumnName("acceptance");
        entity.Property<bool>("IsSuspendedByOperator").HasColumnName("is_suspended_by_operator");
        entity.Property<string>("ReducedBy").IsRequired().HasMaxLength(39).HasColumnName("reduced_by");
        entity.Property<long>("WantedExpiresAt").HasColumnName("wanted_expires_at");
        entity.Property<bool>("NeedsSignature").HasColumnName("needs_signature");
        entity.Property<long>("Version").IsConcurrencyToken().HasColumnName("version");
        entity.HasKey("OrderId");
        entity.HasIndex("NeedsSignature").HasDatabaseName("own_orders_needs_signature");
        entity.ToTable("own_orders");
    });

    private static void BuildTrades(ModelBuilder model) => model.Entity("DarkSwap.Orderbook.Persistence.TradeRow", entity =>
    {
        entity.Property<string>("TradeId").HasMaxLength(36).HasColumnName("trade_id");
        entity.Property<string>("OrderId").IsRequired().HasMaxLength(64).HasColumnName("order_id");
        entity.Property<string>("Side").IsRequired().HasMaxLength(16).HasColumnName("side");
        entity.Property<string>("Base").IsRequired().HasMaxLength(88).HasColumnName("base");
        entity.Property<string>("Quote").IsRequired().HasMaxLength(88).HasColumnName("quote");
        entity.Property<string>("Fill").IsRequired().HasMaxLength(39).HasColumnName("fill");
        entity.Property<long>("QuoteSatoshis").HasColumnName("quote_satoshis");
        entity.Property<string>("TransactionId").HasMaxLength(64).HasColumnName("transaction_id");
        entity.Property<bool>("IsCompleted").HasColumnName("is_completed");
        entity.Property<long>("ChangedAt").HasColumnName("changed_at");
        entity.Property<long>("TradeVersion").IsConcurrencyToken().HasColumnName("trade_version");
        entity.Property<string>("Phase").IsRequired().HasMaxLength(16).HasColumnName("phase");
        entity.Property<string>("ChangeOutPoint").HasMaxLength(75).HasColumnName("change_out_point");
        entity.Property<string>("PreviousCoins").IsRequired().HasColumnName("previous_coins");
        entity.Property<bool>("HasUncheckedCoins").HasColumnName("has_unchecked_coins");
        entity.HasKey("TradeId");
        entity.HasIndex("OrderId").HasDatabaseName("trades_order");
        entity.HasIndex("Base", "Quote", "IsCompleted", "ChangedAt", "TradeId").HasDatabaseName("trades_market");
        entity.ToTable("trades");
    });
}
