using DarkSwap.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DarkSwap.Trade.Persistence.Migrations;

[DbContext(typeof(TradeDbContext))]
[Migration("20261122153000_CreateTrades")]
public sealed class CreateTrades : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateMessagingTables(TradeModule.Name);
        migrationBuilder.CreateTable(
            "trades",
            table => new
            {
                trade_id = table.Column<Guid>(),
                side = table.Column<string>(maxLength: 16),
                order_id = table.Column<string>(maxLength: 64),
                counterparty = table.Column<string>(maxLength: 128),
                network = table.Column<string>(maxLength: 64),
                created_at = table.Column<long>(),
                request_hash = table.Column<string>(maxLength: 64, nullable: true),
                state = table.Column<string>(maxLength: 16),
                need = table.Column<string>(maxLength: 16, nullable: true),
                updated_at = table.Column<long>(),
                wake_at = table.Column<long>(nullable: true),
                document = table.Column<string>(),
                version = table.Column<long>(),
            },
            TradeModule.Name,
            table => table.PrimaryKey("PK_trades", row => row.trade_id));
        migrationBuilder.CreateIndex("trades_wake_at", "trades", "wake_at", TradeModule.Name);
        migrationBuilder.CreateIndex("trades_created_at", "trades", ["created_at", "trade_id"], TradeModule.Name);
        migrationBuilder.CreateIndex("trades_counterparty", "trades", ["counterparty", "created_at"], TradeModule.Name);
        migrationBuilder.CreateIndex("trades_order_id", "trades", "order_id", TradeModule.Name);
        CreateTranscriptAndClaims(migrationBuilder);
    }

    protected override void BuildTargetModel(ModelBuilder modelBuilder) => CreateTradesModel.Build(modelBuilder);

    private static void CreateTranscriptAndClaims(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "transcript",
            table => new
            {
                trade_id = table.Column<Guid>(),
                position = table.Column<int>(),
                sequence = table.Column<int>(),
                is_own = table.Column<bool>(),
                kind = table.Column<string>(maxLength: 16),
                envelope = table.Column<byte[]>(),
                hash = table.Column<byte[]>(maxLength: 32),
                recorded_at = table.Column<long>(),
            },
            TradeModule.Name,
            table => table.PrimaryKey("PK_transcript", row => new { row.trade_id, row.position }));
        migrationBuilder.CreateIndex("transcript_sequence", "transcript", ["trade_id", "sequence", "is_own"], TradeModule.Name, unique: true);
        migrationBuilder.CreateTable(
            "claims",
            table => new
            {
                claim = table.Column<string>(maxLength: 160),
                trade_id = table.Column<Guid>(),
            },
            TradeModule.Name,
            table => table.PrimaryKey("PK_claims", row => row.claim));
        migrationBuilder.CreateIndex("claims_trade_id", "claims", "trade_id", TradeModule.Name);
    }
}
