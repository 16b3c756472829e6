using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DarkSwap.Trade.Persistence.Migrations;

/// <summary>Whose a trade is. All that are there already are the node's own.</summary>
[DbContext(typeof(TradeDbContext))]
[Migration("20261122183000_AddTradeOwner")]
public sealed class AddTradeOwner : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("owner", "trades", maxLength: 128, nullable: true, schema: TradeModule.Name);
        migrationBuilder.CreateIndex("trades_owner", "trades", ["owner", "created_at"], TradeModule.Name);
    }

    protected override void BuildTargetModel(ModelBuilder modelBuilder) => AddTradeOwnerModel.Build(modelBuilder);
}
