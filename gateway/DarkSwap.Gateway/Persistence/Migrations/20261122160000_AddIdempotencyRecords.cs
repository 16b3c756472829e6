using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DarkSwap.Gateway.Persistence.Migrations;

[DbContext(typeof(GatewayDbContext))]
[Migration("20261122160000_AddIdempotencyRecords")]
public sealed class AddIdempotencyRecords : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        const string Schema = "gateway";
        migrationBuilder.CreateTable(
            "idempotency_records",
            table => new
            {
                key_hash = table.Column<string>(maxLength: 64),
                request_hash = table.Column<string>(maxLength: 64),
                created_at = table.Column<long>(),
                status = table.Column<int>(nullable: true),
                content_type = table.Column<string>(maxLength: 256, nullable: true),
                location = table.Column<string>(maxLength: 2048, nullable: true),
                body = table.Column<byte[]>(nullable: true),
            },
            Schema,
            table => table.PrimaryKey("PK_idempotency_records", row => row.key_hash));
        migrationBuilder.CreateIndex("idempotency_records_created_at", "idempotency_records", "created_at", Schema);
    }

    protected override void BuildTargetModel(ModelBuilder modelBuilder) => AddIdempotencyRecordsModel.Build(modelBuilder);
}
