using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DarkSwap.Gateway.Persistence.Migrations;

[DbContext(typeof(GatewayDbContext))]
[Migration("20261123003000_AddKnownNode")]
public sealed class AddKnownNode : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable(
        "known_node",
        table => new
        {
            id = table.Column<int>(),
            peer_id = table.Column<string>(maxLength: 128),
        },
        "gateway",
        table => table.PrimaryKey("PK_known_node", row => row.id));

    protected override void BuildTargetModel(ModelBuilder modelBuilder) => AddKnownNodeModel.Build(modelBuilder);
}
