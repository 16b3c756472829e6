using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DarkSwap.Psbt.Persistence.Migrations;

/// <summary>The first form of the tables about watches and broadcasts. Frozen: a change is a Version2 beside it.</summary>
internal static class WatchTablesVersion1
{
    public static void CreateWatchTables(this MigrationBuilder migration, string schema)
    {
        migration.CreateTable(
            "watched_trades",
            table => new
            {
                trade_id = table.Column<Guid>(),
                version = table.Column<long>(),
            },
            schema,
            table => table.PrimaryKey("PK_watched_trades", row => row.trade_id));
        migration.CreateTable(
            "watched_transactions",
            table => new
            {
                trade_id = table.Column<Guid>(),
                round = table.Column<int>(),
                transaction_id = table.Column<string>(maxLength: 64),
                status = table.Column<string>(maxLength: 16),
                height = table.Column<int>(nullable: true),
                confirmations = table.Column<int>(),
            },
            schema,
            table => table.PrimaryKey("PK_watched_transactions", row => new { row.trade_id, row.round }));
        migration.CreateTable(
            "watched_inputs",
            table => new
            {
                trade_id = table.Column<Guid>(),
                out_point = table.Column<string>(maxLength: 75),
                spending_transaction_id = table.Column<string>(maxLength: 64, nullable: true),
                status = table.Column<string>(maxLength: 16),
                height = table.Column<int>(nullable: true),
                confirmations = table.Column<int>(),
                needs_look_back = table.Column<bool>(),
            },
            schema,
            table => table.PrimaryKey("PK_watched_inputs", row => new { row.trade_id, row.out_point }));
        CreateBackingsAndBroadcasts(migration, schema);
    }

    public static void HasWatchTablesVersion1(this ModelBuilder model)
    {
        model.Entity("DarkSwap.Psbt.Watching.WatchedTrade", entity =>
        {
            entity.Property<Guid>("TradeId").ValueGeneratedNever().HasColumnName("trade_id");
            entity.Property<long>("Version").IsConcurrencyToken().HasColumnName("version");
            entity.HasKey("TradeId");
            entity.ToTable("watched_trades");
        });
        model.Entity("DarkSwap.Psbt.Watching.WatchedTransaction", entity =>
        {
            entity.Property<Guid>("TradeId").HasColumnName("trade_id");
            entity.Property<int>("Round").HasColumnName("round");
            entity.Property<string>("TransactionId").IsRequired().HasMaxLength(64).HasColumnName("transaction_id");
            entity.Property<string>("Status").IsRequired().HasMaxLength(16).HasColumnName("status");
            entity.Property<int?>("Height").HasColumnName("height");
            entity.Property<int>("Confirmations").HasColumnName("confirmations");
            entity.HasKey("TradeId", "Round");
            entity.ToTable("watched_transactions");
        });
        model.Entity("DarkSwap.Psbt.Watching.WatchedInput", entity =>
        {
            entity.Property<Guid>("TradeId").HasColumnName("trade_id");
            entity.Property<string>("OutPoint").HasMaxLength(75).HasColumnName("out_point");
            entity.Property<string>("SpendingTransactionId").HasMaxLength(64).HasColumnName("spending_transaction_id");
            entity.Property<string>("Status").IsRequired().HasMaxLength(16).HasColumnName("status");
            entity.Property<int?>("Height").HasColumnName("height");
            entity.Property<int>("Confirmations").HasColumnName("confirmations");
            entity.Property<bool>("NeedsLookBack").HasColumnName("needs_look_back");
            entity.HasKey("TradeId", "OutPoint");
            entity.ToTable("watched_inputs");
        });
        HasBackingsAndBroadcasts(model);
    }

    private static void CreateBackingsAndBroadcasts(MigrationBuilder migration, string schema)
    {
        migration.CreateTable(
            "watched_backings",
            table => new
            {
                order_id = table.Column<string>(maxLength: 64),
                out_point = table.Column<string>(maxLength: 75),
                spending_transaction_id = table.Column<string>(maxLength: 64, nullable: true),
                is_confirmed = table.Column<bool>(),
                needs_look_back = table.Column<bool>(),
            },
            schema,
            table => table.PrimaryKey("PK_watched_backings", row => new { row.order_id, row.out_point }));
        migration.CreateTable(
            "broadcast_jobs",
            table => new
            {
                transaction_id = table.Column<string>(maxLength: 64),
                trade_id = table.Column<Guid>(),
                transaction = table.Column<byte[]>(),
                state = table.Column<string>(maxLength: 16),
                attempts = table.Column<int>(),
                next_attempt_at = table.Column<long>(),
            },
            schema,
            table => table.PrimaryKey("PK_broadcast_jobs", row => row.transaction_id));
        migration.CreateIndex("broadcast_jobs_trade_id", "broadcast_jobs", "trade_id", schema);
        migration.CreateIndex("broadcast_jobs_next_attempt_at", "broadcast_jobs", "next_attempt_at", schema);
    }

    private static void HasBackingsAndBroadcasts(ModelBuilder model)
    {
        model.Entity("DarkSwap.Psbt.Watching.WatchedBacking", entity =>
        {
            entity.Property<string>("OrderId").HasMaxLength(64).HasColumnName("order_id");
            entity.Property<string>("OutPoint").HasMaxLength(75).HasColumnName("out_point");
            entity.Property<string>("SpendingTransactionId").HasMaxLength(64).HasColumnName("spending_transaction_id");
            entity.Property<bool>("IsConfirmed").HasColumnName("is_confirmed");
            entity.Property<bool>("NeedsLookBack").HasColumnName("needs_look_back");
            entity.HasKey("OrderId", "OutPoint");
            entity.ToTable("watched_backings");
        });
        model.Entity("DarkSwap.Psbt.Broadcast.BroadcastJob", entity =>
        {
            entity.Property<string>("TransactionId").HasMaxLength(64).HasColumnName("transaction_id");
            entity.Property<Guid>("TradeId").HasColumnName("trade_id");
            entity.Property<byte[]>("Transaction").IsRequired().HasColumnName("transaction");
            entity.Property<string>("State").IsRequired().HasMaxLength(16).HasColumnName("state");
            entity.Property<int>("Attempts").HasColumnName("attempts");
            entity.Property<long>("NextAttemptAt").HasColumnName("next_attempt_at");
            entity.HasKey("TransactionId");
            entity.HasIndex("TradeId").HasDatabaseName("broadcast_jobs_trade_id");
            entity.HasIndex("NextAttemptAt").HasDatabaseName("broadcast_jobs_next_attempt_at");
            entity.ToTable("broadcast_jobs");
        });
    }
}
