using DarkSwap.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DarkSwap.Shared.Tests.Messaging.Samples.Migrations;

[DbContext(typeof(SampleDbContext))]
[Migration("20261122150000_CreateEffects")]
public sealed class CreateEffects : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateMessagingTables(SampleModule.Name);
        migrationBuilder.CreateTable(
            "effects",
            table => new
            {
                aggregate = table.Column<string>(maxLength: 64),
                number = table.Column<int>(),
                amount = table.Column<string>(maxLength: 39),
                applied_at = table.Column<long>(),
                times = table.Column<int>(),
            },
            SampleModule.Name,
            table => table.PrimaryKey("PK_effects", row => new { row.aggregate, row.number }));
        migrationBuilder.CreateIndex("effects_amount", "effects", "amount", SampleModule.Name);
    }

    protected override void BuildTargetModel(ModelBuilder modelBuilder) => CreateEffectsModel.Build(modelBuilder);
}
