using DarkSwap.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DarkSwap.Orderbook.Persistence.Migrations;

[DbContext(typeof(OrderbookDbContext))]
[Migration("20261122152000_CreateOrderbook")]
public sealed class CreateOrderbook : Migration
{
    private const string Schema = "orderbook";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateMessagingTables(Schema);
        CreateOrders(migrationBuilder);
        CreateOrphans(migrationBuilder);
        CreateOwnOrders(migrationBuilder);
        CreateTrades(migrationBuilder);
    }

    protected override void BuildTargetModel(ModelBuilder modelBuilder) => CreateOrderbookModel.Build(modelBuilder);

    private static void CreateOrders(MigrationBuilder migration)
    {
        migration.CreateTable(
            "orders",
            table => new
            {
                order_id = table.Column<string>(maxLength: 64),
                network = table.Column<string>(maxLength: 64),
                maker = table.Column<string>(maxLength: 128),
                agent = table.Column<string>(maxLength: 128),
                @base = table.Column<string>(name: "base", maxLength: 88),
                quote = table.Column<string>(maxLength: 88),
                side = table.Column<string>(maxLength: 16),
                base_amount = table.Column<string>(maxLength: 39),
                price_quote = table.Column<string>(maxLength: 39),
                price_base = table.Column<string>(maxLength: 39),
                price_sort_key = table.Column<string>(maxLength: 64),
                minimum_fill = table.Column<string>(maxLength: 39),
                created_at = table.Column<long>(),
                original_expires_at = table.Column<long>(),
                minimum_fee_rate_satoshis_per_kilobyte = table.Column<long>(),
                maximum_fee_rate_satoshis_per_kilobyte = table.Column<long>(),
                is_own = table.Column<bool>(),
                creation_envelope = table.Column<byte[]>(),
                update_envelope = table.Column<byte[]>(nullable: true),
                cancellation_envelope = table.Column<byte[]>(nullable: true),
                remaining = table.Column<string>(maxLength: 39),
                expires_at = table.Column<long>(),
                is_suspended = table.Column<bool>(),
                update_sequence = table.Column<string>(maxLength: 39),
                update_hash = table.Column<byte[]>(),
                backing = table.Column<string>(),
                verdict = table.Column<string>(maxLength: 16),
                next_check_at = table.Column<long>(),
                check_attempts = table.Column<int>(),
                status = table.Column<string>(maxLength: 16),
                version = table.Column<long>(),
            },
            Schema,
            table => table.PrimaryKey("PK_orders", row => row.order_id));
        migration.CreateIndex("orders_book", "orders", ["base", "quote", "status", "side", "price_sort_key"], Schema);
        migration.CreateIndex("orders_expiry", "orders", ["status", "expires_at"], Schema);
        migration.CreateIndex("orders_check", "orders", ["status", "next_check_at"], Schema);
        migration.CreateIndex("orders_created", "orders", ["created_at", "order_id"], Schema);
        migration.CreateIndex("orders_maker", "orders", "maker", Schema);
        migration.CreateIndex("orders_original_expiry", "orders", "original_expires_at", Schema);
    }

    private static void CreateOrphans(MigrationBuilder migration)
    {
        migration.CreateTable(
            "orphans",
            table => new
            {
                order_id = table.Column<string>(maxLength: 64),
                signer = table.Column<string>(maxLength: 128),
                network = table.Column<string>(maxLength: 64),
                update_envelope = table.Column<byte[]>(nullable: true),
                cancellation_envelope = table.Column<byte[]>(nullable: true),
                forget_at = table.Column<long>(),
            },
            Schema,
            table => table.PrimaryKey("PK_orphans", row => new { row.order_id, row.signer }));
        migration.CreateIndex("orphans_signer", "orphans", "signer", Schema);
        migration.CreateIndex("orphans_forget_at", "orphans", "forget_at", Schema);
    }

    private static void CreateOwnOrders(MigrationBuilder migration)
    {
        migration.CreateTable(
            "own_orders",
            table => new
            {
                order_id = table.Column<string>(maxLength: 64),
                coins = table.Column<string>(),
                receive_address = table.Column<string>(maxLength: 128),
                change_address = table.Column<string>(maxLength: 128),
                change_proof = table.Column<byte[]>(nullable: true),
                acceptance = table.Column<string>(maxLength: 16),
                is_suspended_by_operator = table.Column<bool>(),
                reduced_by = table.Column<string>(maxLength: 39),
                wanted_expires_at = table.Column<long>(),
                needs_signature = table.Column<bool>(),
                version = table.Column<long>(),
            },
            Schema,
            table => table.PrimaryKey("PK_own_orders", row => row.order_id));
        migration.CreateIndex("own_orders_needs_signature", "own_orders", "needs_signature", Schema);
    }

    private static void CreateTrades(MigrationBuilder migration)
    {
        migration.CreateTable(
            "trades",
            table => new
            {
                trade_id = table.Column<string>(maxLength: 36),
                order_id = table.Column<string>(maxLength: 64),
                side = table.Column<string>(maxLength: 16),
                @base = table.Column<string>(name: "base", maxLength: 88),
                quote = table.Column<string>(maxLength: 88),
                fill = table.Column<string>(maxLength: 39),
                quote_satoshis = table.Column<long>(),
                transaction_id = table.Column<string>(maxLength: 64, nullable: true),
                is_completed = table.Column<bool>(),
                changed_at = table.Column<long>(),
                trade_version = table.Column<long>(),
                phase = table.Column<string>(maxLength: 16),
                change_out_point = table.Column<string>(maxLength: 75, nullable: true),
                previous_coins = table.Column<string>(),
                has_unchecked_coins = table.Column<bool>(),
            },
            Schema,
            table => table.PrimaryKey("PK_trades", row => row.trade_id));
        migration.CreateIndex("trades_order", "trades", "order_id", Schema);
        migration.CreateIndex("trades_market", "trades", ["base", "quote", "is_completed", "changed_at", "trade_id"], Schema);
    }
}
