using DarkSwap.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DarkSwap.Psbt.Persistence.Migrations;

[DbContext(typeof(PsbtDbContext))]
[Migration("20261122151500_CreateRuneIndex")]
public sealed class CreateRuneIndex : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateMessagingTables(PsbtModule.Name);
        CreateRunes(migrationBuilder);
        migrationBuilder.CreateTable(
            "rune_balances",
            table => new
            {
                out_point = table.Column<byte[]>(maxLength: 36),
                rune_block = table.Column<long>(),
                rune_transaction_index = table.Column<long>(),
                amount = table.Column<string>(maxLength: 39),
                script_hash = table.Column<byte[]>(maxLength: 32),
            },
            PsbtModule.Name,
            table => table.PrimaryKey("PK_rune_balances", row => new { row.out_point, row.rune_block, row.rune_transaction_index }));
        migrationBuilder.CreateIndex("rune_balances_holder", "rune_balances", ["script_hash", "rune_block", "rune_transaction_index"], PsbtModule.Name);
        migrationBuilder.CreateTable(
            "rune_blocks",
            table => new
            {
                height = table.Column<int>(),
                hash = table.Column<byte[]>(maxLength: 32),
                previous_hash = table.Column<byte[]>(maxLength: 32),
                undo = table.Column<byte[]>(),
            },
            PsbtModule.Name,
            table => table.PrimaryKey("PK_rune_blocks", row => row.height));
        migrationBuilder.CreateTable(
            "rune_index_state",
            table => new
            {
                id = table.Column<int>(),
                network = table.Column<string>(maxLength: 32),
                start_height = table.Column<int>(),
                height = table.Column<int>(),
                hash = table.Column<byte[]>(maxLength: 32),
                rune_count = table.Column<long>(),
            },
            PsbtModule.Name,
            table => table.PrimaryKey("PK_rune_index_state", row => row.id));
    }

    protected override void BuildTargetModel(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema(PsbtModule.Name);
        modelBuilder.HasMessagingTablesVersion1();
        modelBuilder.HasRuneIndexVersion1();
    }

    private static void CreateRunes(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "runes",
            table => new
            {
                block = table.Column<long>(),
                transaction_index = table.Column<long>(),
                number = table.Column<long>(),
                name = table.Column<string>(maxLength: 39),
                spacers = table.Column<long>(),
                divisibility = table.Column<int>(),
                symbol = table.Column<int>(nullable: true),
                premine = table.Column<string>(maxLength: 39),
                has_terms = table.Column<bool>(),
                mint_amount = table.Column<string>(maxLength: 39, nullable: true),
                mint_cap = table.Column<string>(maxLength: 39, nullable: true),
                mint_height_start = table.Column<string>(maxLength: 39, nullable: true),
                mint_height_end = table.Column<string>(maxLength: 39, nullable: true),
                mint_offset_start = table.Column<string>(maxLength: 39, nullable: true),
                mint_offset_end = table.Column<string>(maxLength: 39, nullable: true),
                is_turbo = table.Column<bool>(),
                etching_transaction = table.Column<byte[]>(maxLength: 32),
                etched_at = table.Column<long>(),
                mints = table.Column<string>(maxLength: 39),
                burned = table.Column<string>(maxLength: 39),
            },
            PsbtModule.Name,
            table => table.PrimaryKey("PK_runes", row => new { row.block, row.transaction_index }));
        migrationBuilder.CreateIndex("runes_name", "runes", "name", PsbtModule.Name, unique: true);
        migrationBuilder.CreateIndex("runes_number", "runes", "number", PsbtModule.Name, unique: true);
    }
}
