using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace DarkSwap.Trade.Persistence.Migrations;

[DbContext(typeof(TradeDbContext))]
internal sealed class TradeModelSnapshot : ModelSnapshot
{
    protected override void BuildModel(ModelBuilder modelBuilder) => AddTradeOwnerModel.Build(modelBuilder);
}
