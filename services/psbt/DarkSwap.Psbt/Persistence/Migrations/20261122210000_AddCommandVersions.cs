using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DarkSwap.Psbt.Persistence.Migrations;

/// <summary>How far commands were carried out. Nothing is known of those before: they count as the oldest.</summary>
[DbContext(typeof(PsbtDbContext))]
[Migration("20261122210000_AddCommandVersions")]
public sealed class AddCommandVersions : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "command_versions",
            table => new
            {
                subject = table.Column<string>(maxLength: 80),
                version = table.Column<long>(),
                changed_at = table.Column<long>(),
            },
            PsbtModule.Name,
            table => table.PrimaryKey("PK_command_versions", row => row.subject));
        migrationBuilder.CreateIndex("command_versions_changed_at", "command_versions", "changed_at", PsbtModule.Name);
    }

    protected override void BuildTargetModel(ModelBuilder modelBuilder) => AddCommandVersionsModel.Build(modelBuilder);
}
