using DarkSwap.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DarkSwap.Psbt.Persistence.Migrations;

[DbContext(typeof(PsbtDbContext))]
[Migration("20261122152000_AddCoinsAndWatches")]
public sealed class AddCoinsAndWatches : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateCoinTables(PsbtModule.Name);
        migrationBuilder.CreateWatchTables(PsbtModule.Name);
    }

    protected override void BuildTargetModel(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema(PsbtModule.Name);
        modelBuilder.HasMessagingTablesVersion1();
        modelBuilder.HasRuneIndexVersion1();
        modelBuilder.HasCoinTablesVersion1();
        modelBuilder.HasWatchTablesVersion1();
    }
}
