using DarkSwap.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DarkSwap.Gateway.Persistence.Migrations;

[DbContext(typeof(GatewayDbContext))]
[Migration("20261122153000_CreateEventLog")]
public sealed class CreateEventLog : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        const string Schema = "gateway";
        migrationBuilder.CreateMessagingTables(Schema);
        migrationBuilder.CreateTable(
            "events",
            table => new
            {
                sequence = table.Column<long>(),
                type = table.Column<string>(maxLength: 64),
                pair = table.Column<string>(maxLength: 128, nullable: true),
                data = table.Column<string>(),
                occurred_at = table.Column<long>(),
            },
            Schema,
            table => table.PrimaryKey("PK_events", row => row.sequence));
        migrationBuilder.CreateTable(
            "event_log_position",
            table => new
            {
                id = table.Column<int>(),
                last_sequence = table.Column<long>(),
            },
            Schema,
            table => table.PrimaryKey("PK_event_log_position", row => row.id));
    }

    protected override void BuildTargetModel(ModelBuilder modelBuilder) => CreateEventLogModel.Build(modelBuilder);
}
