using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DarkSwap.Psbt.Persistence.Migrations;

/// <summary>The first form of the tables about coins. Frozen: a change is a Version2 beside it.</summary>
internal static class CoinTablesVersion1
{
    public static void CreateCoinTables(this MigrationBuilder migration, string schema)
    {
        migration.CreateTable(
            "coin_locks",
            table => new
            {
                out_point = table.Column<string>(maxLength: 75),
                trade_id = table.Column<Guid>(),
                locked_at = table.Column<long>(),
                expires_at = table.Column<long>(nullable: true),
            },
            schema,
            table => table.PrimaryKey("PK_coin_locks", row => row.out_point));
        migration.CreateIndex("coin_locks_trade_id", "coin_locks", "trade_id", schema);
        migration.CreateTable(
            "owned_scripts",
            table => new
            {
                script = table.Column<string>(maxLength: 128),
                subject = table.Column<string>(maxLength: 128),
                registered_at = table.Column<long>(),
            },
            schema,
            table => table.PrimaryKey("PK_owned_scripts", row => new { row.script, row.subject }));
        migration.CreateTable(
            "followed_addresses",
            table => new
            {
                script = table.Column<string>(maxLength: 128),
                address = table.Column<string>(maxLength: 100),
                registered_at = table.Column<long>(),
                is_backfilled = table.Column<bool>(),
            },
            schema,
            table => table.PrimaryKey("PK_followed_addresses", row => row.script));
        CreateFollowedCoins(migration, schema);
    }

    public static void HasCoinTablesVersion1(this ModelBuilder model)
    {
        model.Entity("DarkSwap.Psbt.Coins.CoinLock", entity =>
        {
            entity.Property<string>("OutPoint").HasMaxLength(75).HasColumnName("out_point");
            entity.Property<Guid>("TradeId").IsConcurrencyToken().HasColumnName("trade_id");
            entity.Property<long>("LockedAt").HasColumnName("locked_at");
            entity.Property<long?>("ExpiresAt").HasColumnName("expires_at");
            entity.HasKey("OutPoint");
            entity.HasIndex("TradeId").HasDatabaseName("coin_locks_trade_id");
            entity.ToTable("coin_locks");
        });
        model.Entity("DarkSwap.Psbt.Coins.OwnedScript", entity =>
        {
            entity.Property<string>("Script").HasMaxLength(128).HasColumnName("script");
            entity.Property<string>("Subject").HasMaxLength(128).HasColumnName("subject");
            entity.Property<long>("RegisteredAt").HasColumnName("registered_at");
            entity.HasKey("Script", "Subject");
            entity.ToTable("owned_scripts");
        });
        model.Entity("DarkSwap.Psbt.Coins.FollowedAddress", entity =>
        {
            entity.Property<string>("Script").HasMaxLength(128).HasColumnName("script");
            entity.Property<string>("Address").IsRequired().HasMaxLength(100).HasColumnName("address");
            entity.Property<long>("RegisteredAt").HasColumnName("registered_at");
            entity.Property<bool>("IsBackfilled").HasColumnName("is_backfilled");
            entity.HasKey("Script");
            entity.ToTable("followed_addresses");
        });
        HasFollowedCoins(model);
    }

    private static void CreateFollowedCoins(MigrationBuilder migration, string schema)
    {
        migration.CreateTable(
            "followed_coins",
            table => new
            {
                out_point = table.Column<string>(maxLength: 75),
                script = table.Column<string>(maxLength: 128),
                satoshis = table.Column<long>(),
                height = table.Column<int>(),
                spent_height = table.Column<int>(nullable: true),
            },
            schema,
            table => table.PrimaryKey("PK_followed_coins", row => row.out_point));
        migration.CreateIndex("followed_coins_script", "followed_coins", ["script", "out_point"], schema);
        migration.CreateIndex("followed_coins_spent_height", "followed_coins", "spent_height", schema);
        migration.CreateTable(
            "followed_blocks",
            table => new
            {
                height = table.Column<int>(),
                hash = table.Column<string>(maxLength: 64),
            },
            schema,
            table => table.PrimaryKey("PK_followed_blocks", row => row.height));
    }

    private static void HasFollowedCoins(ModelBuilder model)
    {
        model.Entity("DarkSwap.Psbt.Coins.FollowedCoin", entity =>
        {
            entity.Property<string>("OutPoint").HasMaxLength(75).HasColumnName("out_point");
            entity.Property<string>("Script").IsRequired().HasMaxLength(128).HasColumnName("script");
            entity.Property<long>("Satoshis").HasColumnName("satoshis");
            entity.Property<int>("Height").HasColumnName("height");
            entity.Property<int?>("SpentHeight").HasColumnName("spent_height");
            entity.HasKey("OutPoint");
            entity.HasIndex("Script", "OutPoint").HasDatabaseName("followed_coins_script");
            entity.HasIndex("SpentHeight").HasDatabaseName("followed_coins_spent_height");
            entity.ToTable("followed_coins");
        });
        model.Entity("DarkSwap.Psbt.Coins.FollowedBlock", entity =>
        {
            entity.Property<int>("Height").ValueGeneratedNever().HasColumnName("height");
            entity.Property<string>("Hash").IsRequired().HasMaxLength(64).HasColumnName("hash");
            entity.HasKey("Height");
            entity.ToTable("followed_blocks");
        });
    }
}
